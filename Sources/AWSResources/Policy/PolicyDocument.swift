public import Deployer

/// An IAM policy: the statements of which it consists, in no order.
///
/// It is compared by what it says, not by its text: IAM keeps a policy as it was written, so its text differs from ours in
/// spaces, order and the like without meaning anything else.
public struct PolicyDocument: Sendable, Hashable {
    /// What it says.
    public var statements: Set<PolicyStatement>
    /// What of it could not be read as statements, as text; a described policy has none.
    public var unread: Set<ExactText>
    /// Where it stands, for showing it.
    let scope: ARNScope?

    /// A policy that says `statements`.
    public init(_ statements: Set<PolicyStatement> = []) { self.init(statements, scope: nil) }

    init(_ statements: Set<PolicyStatement>, unread: Set<ExactText> = [], scope: ARNScope?) {
        self.statements = statements
        self.unread = unread
        self.scope = scope
    }

    /// Whether it says nothing at all.
    var isEmpty: Bool { statements.isEmpty && unread.isEmpty }
}

extension PolicyDocument: ValueConvertible {
    /// A line for each statement, sorted.
    public var planValue: Value {
        .list((statements.map { ExactText($0.text(at: scope)) } + unread).sorted().map(\.planValue))
    }
}
