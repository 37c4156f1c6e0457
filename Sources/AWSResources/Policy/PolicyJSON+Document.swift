package import Deployer

extension PolicyJSON {
    /// A whole policy of these statements.
    package static func policy(_ statements: [PolicyJSON]) -> PolicyJSON {
        .object(["Version": .string(policyLanguageVersion), "Statement": .array(statements)])
    }

    /// How many characters IAM counts of it: all but blanks, of which its shortest text has none outside of values.
    package var length: Int { canonicalText.count { !$0.isWhitespace } }

    /// The same in the order in which AWS writes policies, for people.
    package var inOrder: JSONValue {
        switch self {
        case .null: .null
        case .bool(let flag): .flag(flag)
        case .number(let number): Int(exactly: number).map(JSONValue.integer) ?? .number(number)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.inOrder))
        case .object(let members):
            .object(
                members.sorted { (Self.rank($0.key), $0.key) < (Self.rank($1.key), $1.key) }
                    .map { JSONValue.Member($0.key, $0.value.inOrder) })
        }
    }

    private static func rank(_ name: String) -> Int {
        let order = ["Version", "Statement", "Sid", "Effect", "Principal", "Action", "Resource", "Condition"]
        return order.firstIndex(of: name) ?? order.count
    }
}

extension PolicyStatement {
    /// The statement as IAM takes it.
    ///
    /// - Parameter name: its `Sid`; nil for none.
    package func json(name: String? = nil) -> PolicyJSON {
        .object(members.merging(name.map { ["Sid": .string($0)] } ?? [:]) { $1 })
    }
}
