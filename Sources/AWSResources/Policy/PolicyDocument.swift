public import Deployer
import Foundation

/// An IAM policy: a set of statements.
///
/// Policies are compared by their meaning, not by their text: IAM keeps a policy as it was written, so its text may
/// differ from ours in spaces, order and the like.
public struct PolicyDocument: Sendable, Hashable {
    /// The statements.
    public var statements: Set<PolicyStatement>
    /// The parts that are no readable statements, as text; a described policy has none.
    public var unread: Set<ExactText>
    /// The scope for a short display.
    let scope: ARNScope?

    /// A policy of these statements.
    public init(_ statements: Set<PolicyStatement> = []) { self.init(statements, scope: nil) }

    init(_ statements: Set<PolicyStatement>, unread: Set<ExactText> = [], scope: ARNScope?) {
        self.statements = statements
        self.unread = unread
        self.scope = scope
    }

    /// Whether the policy is empty.
    public var isEmpty: Bool { statements.isEmpty && unread.isEmpty }
}

// The scope is only for display.
extension PolicyDocument {
    /// Whether both mean the same.
    public static func == (left: PolicyDocument, right: PolicyDocument) -> Bool {
        left.statements == right.statements && left.unread == right.unread
    }

    /// Hashes what is compared.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(statements)
        hasher.combine(unread)
    }
}

extension PolicyDocument: ValueConvertible {
    /// One line for each statement, sorted.
    public var planValue: Value {
        .list((statements.map { ExactText($0.text(at: scope)) } + unread).sorted().map(\.planValue))
    }
}

extension PolicyDocument {
    /// A policy from its JSON: nothing is dropped, and unknown parts make the policy differ.
    ///
    /// The grammar: "Grammar of the IAM JSON policy language" in the IAM User Guide.
    init(json: String, scope: ARNScope?) {
        guard let members = JSONValue(policyText: json)?.membersByName else {
            self.init([], unread: ["not a policy: \(json.prefix(200))"], scope: scope)
            return
        }
        var statements: Set<PolicyStatement> = []
        var unread: Set<ExactText> = []
        for statement in members["Statement"]?.elements ?? [] {
            if let members = statement.membersByName {
                statements.insert(PolicyStatement(members).normalized(in: scope?.partition))
            } else {
                unread.insert("not a statement: \(statement.canonicalText)")
            }
        }
        // The decoder keeps one of two names that are equal to Swift but different to IAM.
        if let name = JSONScan(Data(json.utf8)).repeatedName { unread.insert("the name \(name) more than once") }
        // A policy without a version is of 2008, where `${…}` is no variable.
        if members["Version"]?.scalar != policyLanguageVersion {
            unread.insert("Version \(members["Version"]?.canonicalText ?? "2008-10-17")")
        }
        for (name, value) in members where !["Statement", "Version", "Id"].contains(name) {
            unread.insert("\(name) \(value.canonicalText)")
        }
        self.init(statements, unread: unread, scope: scope)
    }

    /// The policy as JSON for AWS: the same text for the same statements, in characters that IAM accepts.
    public var json: String {
        let inOrder = statements.sorted { ExactText($0.text(at: nil)) < ExactText($1.text(at: nil)) }
        let document = JSONValue.policy(inOrder.map { JSONValue(membersByName: $0.members) })
        return document.canonicalText.asciiJSON
    }
}

extension PolicyStatement {
    /// A statement from its members: unknown parts are kept as text.
    init(_ members: [String: JSONValue]) {
        self.init(effect: "", actions: [])
        for (name, value) in members {
            switch (name, value.scalar, value.scalars) {
            case ("Sid", _, _): break
            case ("Effect", let effect?, _): self.effect = effect
            case ("Action", _, let actions?): self.actions = actions
            case ("Resource", _, let resources?): self.resources = resources
            // An empty list would read as a statement without the member, which means the opposite.
            case ("NotAction", _, let actions?) where !actions.isEmpty: self.exceptActions = actions
            case ("NotResource", _, let resources?) where !resources.isEmpty: self.exceptResources = resources
            case ("Principal", _, _) where Self.principals(value) != nil:
                self.principals = Self.principals(value) ?? []
            case ("NotPrincipal", _, _) where Self.principals(value)?.isEmpty == false:
                self.exceptPrincipals = Self.principals(value) ?? []
            case ("Condition", _, _) where Self.conditions(value) != nil:
                self.conditions = Self.conditions(value) ?? []
            default: self.others.insert("\(name) \(value.canonicalText)")
            }
        }
    }

    /// The same statement, with its principals in the form in which they are described.
    fileprivate func normalized(in partition: String?) -> PolicyStatement {
        guard let partition else { return self }
        var statement = self
        statement.principals = Set(principals.map { $0.normalized(in: partition) })
        statement.exceptPrincipals = Set(exceptPrincipals.map { $0.normalized(in: partition) })
        return statement
    }

    /// Nil if they are not pairs of type and values; everyone (`*`) is the same as every account (`AWS`, `*`).
    private static func principals(_ value: JSONValue) -> Set<PolicyPrincipal>? {
        if value.scalar == "*" { return [PolicyPrincipal(type: "AWS", value: "*")] }
        guard let pairs = value.pairs else { return nil }
        return Set(pairs.flatMap { pair in pair.values.map { PolicyPrincipal(type: pair.key, value: $0.text) } })
    }

    /// Nil if any part is not operator, key and values.
    private static func conditions(_ value: JSONValue) -> Set<PolicyCondition>? {
        guard let operators = value.membersByName else { return nil }
        var conditions: Set<PolicyCondition> = []
        for (comparison, keys) in operators {
            guard let pairs = keys.pairs else { return nil }
            for pair in pairs { conditions.insert(PolicyCondition(comparison, pair.key, pair.values)) }
        }
        return conditions
    }

    /// The statement as IAM accepts it.
    ///
    /// - Parameter name: its `Sid`; nil for none.
    package func json(name: String? = nil) -> JSONValue {
        JSONValue(membersByName: members.merging(name.map { ["Sid": .string($0)] } ?? [:]) { $1 })
    }

    /// The members on the wire; only described statements are written, so `others` is empty.
    var members: [String: JSONValue] {
        var members: [String: JSONValue] = ["Effect": .string(effect)]
        if !actions.isEmpty || exceptActions.isEmpty { members["Action"] = .values(actions) }
        if !exceptActions.isEmpty { members["NotAction"] = .values(exceptActions) }
        for (name, principals) in [("Principal", principals), ("NotPrincipal", exceptPrincipals)]
        where !principals.isEmpty {
            let types = Dictionary(grouping: principals, by: \.type)
            members[name] = JSONValue(membersByName: types.members { .values(Set($0.map(\.value))) })
        }
        if !resources.isEmpty { members["Resource"] = .values(resources) }
        if !exceptResources.isEmpty { members["NotResource"] = .values(exceptResources) }
        if !conditions.isEmpty {
            let operators = Dictionary(grouping: conditions, by: \.comparison)
            members["Condition"] = JSONValue(
                membersByName: operators.members { conditions in
                    JSONValue(
                        membersByName: Dictionary(conditions.map { ($0.key.text, .values($0.values)) }) { first, _ in
                            first
                        })
                })
        }
        return members
    }
}

extension Dictionary where Key == ExactText {
    /// The members of an object: the names are IAM's own, and no two of them differ by their bytes alone.
    fileprivate func members(_ json: (Value) -> JSONValue) -> [String: JSONValue] {
        Dictionary<String, JSONValue>(map { ($0.key.text, json($0.value)) }) { first, _ in first }
    }
}

extension String {
    /// JSON with `\uXXXX` for everything outside of ASCII: IAM accepts no character above U+00FF.
    fileprivate var asciiJSON: String {
        var ascii = ""
        for unit in utf16 {
            if unit < 0x7F, let scalar = Unicode.Scalar(unit) {
                ascii.unicodeScalars.append(scalar)
            } else {
                let hex = String(unit, radix: 16)
                ascii += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            }
        }
        return ascii
    }
}

extension String {
    /// A policy as IAM returns it, percent-decoded by RFC 3986: `+` is a plus sign, not a space.
    var policyPercentDecoded: String { removingPercentEncoding ?? self }
}
