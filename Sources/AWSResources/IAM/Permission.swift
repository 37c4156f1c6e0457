public import Deployer

/// What a role may do: actions on one resource, under conditions.
///
/// A permission takes the resource as a value of this program: a misspelt table does not compile, and nobody writes an
/// ARN. It never covers all resources: there is no way to say `*`.
public struct Permission: Sendable, Hashable {
    /// The actions that it allows, such as `dynamodb:GetItem`.
    public let actions: [String]
    let target: Target
    /// The partition keys that it is limited to; nil for any.
    public let keys: [String]?

    enum Target: Sendable, Hashable {
        case resource(CoveredResource)
        case arn(String)
    }

    /// A resource of the program; two with the same kind and name are the same.
    struct CoveredResource: Sendable, Hashable {
        let value: any AWSResource

        static func == (first: Self, second: Self) -> Bool { first.value.id == second.value.id }
        func hash(into hasher: inout Hasher) { hasher.combine(value.id) }
    }

    /// The resource of this stack that it covers; nil for a resource that is described elsewhere.
    public var subject: ResourceID? { resource?.id }

    /// The same, as it is described.
    public var resource: (any AWSResource)? {
        guard case .resource(let resource) = target else { return nil }
        return resource.value
    }

    /// Allows actions on a resource, such as `.allow("sqs:SendMessage", on: queue)`.
    public static func allow(_ actions: String..., on resource: any AWSResource) -> Permission {
        allow(actions: actions, on: resource)
    }

    /// Allows actions on a resource that is described elsewhere, by its ARN.
    public static func allow(_ actions: String..., on arn: String) -> Permission { allow(actions: actions, on: arn) }

    /// Allows `actions` on a resource, such as `["dynamodb:GetItem"]`.
    public static func allow(actions: [String], on resource: any AWSResource) -> Permission {
        Permission(actions: actions, target: .resource(CoveredResource(value: resource)), keys: nil)
    }

    /// Allows `actions` on a resource that is described elsewhere, by its ARN.
    public static func allow(actions: [String], on arn: String) -> Permission {
        Permission(actions: actions, target: .arn(arn), keys: nil)
    }

    /// Reads a table's items, one by one, by query or by scan; also by its indexes, if it has any.
    public static func read(_ table: Table) -> Permission { allow(actions: readActions, on: table) }

    /// Reads, writes and deletes a table's items; reads them also by its indexes, if it has any.
    public static func readWrite(_ table: Table) -> Permission {
        allow(
            actions: readActions + ["BatchWriteItem", "DeleteItem", "PutItem", "UpdateItem"].map { "dynamodb:\($0)" },
            on: table)
    }

    private static let readActions = ["BatchGetItem", "ConditionCheckItem", "GetItem", "Query", "Scan"]
        .map { "dynamodb:\($0)" }

    /// Changes single items of a table (`dynamodb:UpdateItem`), and creates missing ones.
    ///
    /// - Parameters:
    ///   - table: the table that has the items.
    ///   - keys: the partition keys of the items; nil for any item.
    public static func update(_ table: Table, keys: [String]? = nil) -> Permission {
        Permission(
            actions: ["dynamodb:UpdateItem"], target: .resource(CoveredResource(value: table)), keys: keys)
    }

    /// Writes lines to a log group, but cannot create one.
    ///
    /// A group created by a late line would have no retention and no owner.
    public static func write(_ logs: LogGroup) -> Permission {
        allow("logs:CreateLogStream", "logs:PutLogEvents", on: logs)
    }
}

extension Permission {
    /// The permission as policy statements: one, and one more for a table's indexes.
    func statements(in context: AWS) -> [PolicyStatement] {
        [statement(in: context)] + [statementOfIndexes(in: context)].compactMap { $0 }
    }

    /// The actions on a table's items that DynamoDB also allows on an index; nil if there are no such actions, or no
    /// indexes.
    ///
    /// A query of an index is checked on the index, not on its table (DynamoDB's page in the Service Authorization
    /// Reference).
    private func statementOfIndexes(in context: AWS) -> PolicyStatement? {
        guard let table = resource as? Table, !table.indexes.isEmpty else { return nil }
        let queries = actions.filter { action in
            // IAM takes an action's name in any case.
            let pattern = PolicyPattern(action.lowercased())
            return ["query", "scan", "partiqlselect"].contains { pattern.covers("dynamodb:\($0)") }
        }
        guard !queries.isEmpty else { return nil }
        return PolicyStatement(
            actions: Set(exactly: queries), resources: [ExactText("\(table.arn(in: context))/index/*")],
            conditions: Set([leadingKeys].compactMap { $0 }))
    }

    /// The permission on its resource itself as a policy statement.
    func statement(in context: AWS) -> PolicyStatement {
        PolicyStatement(
            actions: Set(exactly: actions), resources: resources(in: context),
            conditions: Set([leadingKeys].compactMap { $0 }))
    }

    private func resources(in context: AWS) -> Set<ExactText> {
        switch target {
        case .resource(let resource): Set(exactly: actions.map { resource.value.arn(for: $0, in: context) })
        case .arn(let arn): [ExactText(arn)]
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

    /// Adds what IAM would refuse, and what would cover all resources.
    func check(_ errors: inout DescriptionErrors) {
        if actions.isEmpty { errors.refuse("permissions", "no action", allowed: "about at least one action") }
        for action in actions {
            let parts = action.split(separator: ":", omittingEmptySubsequences: false)
            if parts.count != 2 || parts.contains(where: \.isEmpty) || parts[0] == "*"
                || !action.allSatisfy({ $0.isASCII && !$0.isWhitespace })
            {
                errors.refuse("permissions", action, allowed: "about actions of one service, as dynamodb:GetItem")
            } else if let meant = ActionNames.meant(by: action) {
                errors.refuse(
                    "permissions", action,
                    allowed:
                        "about actions that exist (write ? for the last letter of one that is newer than this program): "
                        + "the nearest is \(meant)")
            }
        }
        checkKeys(&errors)
        if case .arn(let arn) = target {
            let parts = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
            if parts.count != 6 || parts[0] != "arn" || ["", "*"].contains(parts[2]) || ["", "*"].contains(parts[5]) {
                errors.refuse(
                    "permissions", arn,
                    allowed: "about one resource by its whole ARN, as arn:aws:s3:::my-bucket/*; not about everything")
            }
        }
    }

    private func checkKeys(_ errors: inout DescriptionErrors) {
        guard let keys else { return }
        if keys.isEmpty || keys.contains("") {
            errors.refuse(
                "permissions", "no key",
                allowed: "narrowed to at least one key that is not empty, or to none with keys left out")
        }
        // `StringEquals` takes `*` and `?` literally, but `${…}` is a variable in any value: `${aws:userid}` would be
        // another key for each caller ("IAM policy elements: Variables and tags" in the IAM User Guide).
        for variable in keys where variable.utf8.contains("${".utf8) {
            errors.refuse(
                "permissions", variable, allowed: "narrowed to keys without ${, which IAM would read as a variable")
        }
    }
}
