public import Deployer

/// An IAM policy: the statements of which it consists, in no order.
///
/// It is compared by what it says, not by its text: IAM keeps a policy as it was written, so its text differs from ours in
/// spaces, order and the like without meaning anything else.
public struct PolicyDocument: Sendable, Hashable {
    /// What it says.
    public var statements: Set<PolicyStatement>
    /// What of it could not be read as statements, as text; a described policy has none.
    public var unread: Set<String>
    /// Where it stands, for showing it.
    let home: Home?

    /// A policy that says `statements`.
    public init(_ statements: Set<PolicyStatement> = []) { self.init(statements, home: nil) }

    init(_ statements: Set<PolicyStatement>, unread: Set<String> = [], home: Home?) {
        self.statements = statements
        self.unread = unread
        self.home = home
    }

    /// Whether it says nothing at all.
    var isEmpty: Bool { statements.isEmpty && unread.isEmpty }

    /// The account and region whose resources need not be named in full.
    struct Home: Sendable, Hashable {
        let partition: String
        let region: String
        let account: String

        /// `table/visits` for a thing of this account and region, any other ARN as it is.
        func short(_ arn: String) -> String {
            let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, parts[0] == "arn", parts[1] == partition, parts[4] == account, !parts[5].isEmpty,
                parts[3] == region || (parts[2] == "iam" && parts[3].isEmpty)
            else { return arn }
            return String(parts[5])
        }
    }
}

extension PolicyDocument: ValueConvertible {
    /// A line for each statement, sorted.
    public var planValue: Value {
        .list((statements.map { $0.text(at: home) } + unread).sorted().map(Value.text))
    }
}

extension AWS {
    /// Where the policies of this account are at home.
    var home: PolicyDocument.Home { PolicyDocument.Home(partition: partition, region: region, account: account) }
}
