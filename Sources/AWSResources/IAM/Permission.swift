public import Deployer

/// What a role may do: actions on one resource, under conditions.
///
/// A permission takes the resource as a value of this program: a misspelt table does not compile, and nobody writes an
/// ARN. It never covers all resources: there is no way to say `*`.
public struct Permission: Sendable, Hashable {
    /// The resource of this stack that it covers; nil for a resource that is described elsewhere.
    public let subject: ResourceID?
    let actions: [String]
    let target: Target
    /// The partition keys that it is limited to; nil for any.
    let keys: [String]?

    enum Target: Sendable, Hashable {
        case table(String)
        case logGroup(String)
        case arn(String)
    }

    /// Changes single items of a table (`dynamodb:UpdateItem`), and creates missing ones.
    ///
    /// - Parameter keys: the partition keys of the items; nil for any item.
    public static func update(_ table: Table, keys: [String]? = nil) -> Permission {
        Permission(subject: table.id, actions: ["dynamodb:UpdateItem"], target: .table(table.name), keys: keys)
    }

    /// Writes lines to a log group, but cannot create one.
    ///
    /// A group created by a late line would have no retention and no owner.
    public static func write(_ logs: LogGroup) -> Permission {
        Permission(
            subject: logs.id, actions: ["logs:CreateLogStream", "logs:PutLogEvents"], target: .logGroup(logs.name),
            keys: nil)
    }

    /// Allows `actions` on a table, such as `["dynamodb:GetItem"]`.
    public static func allow(actions: [String], on table: Table) -> Permission {
        Permission(subject: table.id, actions: actions, target: .table(table.name), keys: nil)
    }

    /// Allows `actions` on a log group and its streams, such as `["logs:FilterLogEvents"]`.
    public static func allow(actions: [String], on logs: LogGroup) -> Permission {
        Permission(subject: logs.id, actions: actions, target: .logGroup(logs.name), keys: nil)
    }

    /// Allows `actions` on a resource that is described elsewhere, by its ARN.
    public static func allow(actions: [String], on arn: String) -> Permission {
        Permission(subject: nil, actions: actions, target: .arn(arn), keys: nil)
    }
}

extension Permission {
    /// The permission as a policy statement.
    func statement(in context: AWS) -> PolicyStatement {
        PolicyStatement(
            actions: Set(exactly: actions), resources: resources(in: context),
            conditions: Set([leadingKeys].compactMap { $0 }))
    }

    private func resources(in context: AWS) -> Set<ExactText> {
        switch target {
        case .table(let name): [ExactText(context.scope.arn(table: name))]
        case .arn(let arn): [ExactText(arn)]
        case .logGroup(let name): Set(exactly: actions.map { context.scope.arn(logGroup: name, for: $0) })
        }
    }

    /// `dynamodb:LeadingKeys` has one value for each partition key in a request, so it needs a set operator.
    ///
    /// `ForAllValues` is also true for a request without any value. That cannot happen here: DynamoDB refuses
    /// `UpdateItem` without a whole key. `ForAnyValue` is false for such a request, but would let a transaction touch
    /// any item beside an allowed one. AWS's own examples use `ForAllValues`. A `Null` condition, which refuses a
    /// request without the key, is left out: it would add nothing on AWS, and a local AWS that does not know the key
    /// would refuse every request.
    private var leadingKeys: PolicyCondition? {
        keys.map { PolicyCondition("ForAllValues:StringEquals", "dynamodb:LeadingKeys", Set(exactly: $0)) }
    }

    /// Refuses what IAM would refuse, and what would cover all resources.
    ///
    /// - Throws: ``InvalidDescription``.
    func check(for role: ResourceID) throws {
        func refuse(_ value: String, _ allowed: String) -> InvalidDescription {
            InvalidDescription(role, property: "permissions", value: value, allowed: allowed)
        }
        guard !actions.isEmpty else { throw refuse("no action", "about at least one action") }
        for action in actions {
            let parts = action.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), parts[0] != "*",
                action.allSatisfy({ $0.isASCII && !$0.isWhitespace })
            else { throw refuse(action, "about actions of one service, as dynamodb:GetItem") }
        }
        if let keys, keys.isEmpty || keys.contains("") {
            throw refuse("no key", "narrowed to at least one key that is not empty, or to none with keys left out")
        }
        // `StringEquals` takes `*` and `?` literally, but `${…}` is a variable in any value: `${aws:userid}` would be
        // another key for each caller ("IAM policy elements: Variables and tags" in the IAM User Guide).
        if let variable = keys?.first(where: { $0.utf8.contains("${".utf8) }) {
            throw refuse(variable, "narrowed to keys without ${, which IAM would read as a variable")
        }
        if case .arn(let arn) = target {
            let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            guard parts.count == 6, parts[0] == "arn", parts[2] != "*", !parts[2].isEmpty,
                !["", "*"].contains(parts[5])
            else {
                throw refuse(
                    arn, "about one resource by its whole ARN, as arn:aws:s3:::my-bucket/*; not about everything")
            }
        }
    }
}
