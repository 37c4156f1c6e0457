import AWSClient
public import Deployer

extension Table: HasOutput, HoldsData, PresentedResource {
    /// `table`.
    public static let kind = "table"
    /// The output `table`: its name.
    public static let outputs = ["table"]
    /// All properties that are kept as described.
    public static let schema = [
        keyProperty, billingProperty, maxWriteUnitsProperty, deletionProtectionProperty, pointInTimeRecoveryProperty,
        tagsProperty,
    ]
    private static let keyProperty = Property(
        "key", \Table.key,
        immutable:
            "A table's key cannot be changed, and a new table would be without the data: describe a table of "
            + "another name, copy the items over, then take this one out of the description.")
    private static let billingProperty = Property("billing", \Table.billing)
    private static let maxWriteUnitsProperty = Property("maxWriteUnits", \Table.maxWriteUnits, unit: "a second")
    private static let deletionProtectionProperty = Property("deletionProtection", \Table.deletionProtection)
    private static let pointInTimeRecoveryProperty = Property("pointInTimeRecovery", \Table.pointInTimeRecovery)
    private static let tagsProperty = Property.tags(\Table.tags)

    /// None: a table needs no other resource.
    public var dependencies: [ResourceID] { [] }
    /// Such as `protected, PITR on`.
    public var summary: String {
        [deletionProtection ? "protected" : "not protected", pointInTimeRecovery ? "PITR on" : "PITR off"]
            .joined(separator: ", ")
    }

    /// Warns when a protection is switched off or capacity may be taken away.
    public func remarks(on changes: [Change]) -> [String] {
        func isSwitchedOff(_ property: Property<Table>) -> Bool {
            changes.of(property).contains { $0.from == .flag(true) && $0.to == .flag(false) }
        }
        var remarks: [String] = []
        if isSwitchedOff(Self.deletionProtectionProperty) { remarks.append("no longer protected against deletion") }
        if isSwitchedOff(Self.pointInTimeRecoveryProperty) { remarks.append("loses its recovery points") }
        if changes.of(Self.maxWriteUnitsProperty).contains(where: { $0.from != .none && $0.to == .none }) {
            remarks.append("no longer bounded in what its writes cost")
        }
        return remarks + changes.of(Self.billingProperty).compactMap(Self.loweredUnits)
    }

    /// The units that become fewer: AWS's auto scaling may have raised them.
    private static func loweredUnits(in change: Change) -> String? {
        guard let from = TableBilling.units(in: change.from), let to = TableBilling.units(in: change.to) else {
            return nil
        }
        let lowered = [("read", from.reads, to.reads), ("write", from.writes, to.writes)].filter { $0.1 > $0.2 }
        guard !lowered.isEmpty else { return nil }
        return lowered.map { "\($0.0) units go from \($0.1) down to \($0.2)" }.joined(separator: " and ")
            + ": AWS's auto scaling may have raised them"
    }

    /// With the owner's tags.
    public func prepared(in context: AWS) async throws -> Table {
        var prepared = self
        prepared.tags = context.owner.marking(tags)
        return prepared
    }

    /// Reads the table, its tags and its backups at the same time: the ARN follows from the name.
    public func observe(in context: AWS) async throws -> Observation<Table>? {
        let client = context.dynamoDB
        let arn = context.scope.arn(table: name)
        let answers = try await asking {
            try await client.describeTable(name)
        } beside: {
            try await Self.tagsUnlessDenied(of: arn, by: client)
        } _: {
            try await ifPresent { try await client.describeContinuousBackups(name) }
        } _: {
            try await Self.policyNotices(of: arn, by: client)
        }
        guard let (description, first, backups, ofPolicy) = answers else { return nil }
        // A table that is being deleted may have lost its tags, and with them the right to read them. A table that is
        // being created may not have them yet.
        let mayHaveNone = ["DELETING", "CREATING"].contains(description.tableStatus)
        let tags = mayHaveNone ? first : try await refetched(first) { try await client.tags(of: arn) }

        let observed = Table(
            name: name, key: description.key, billing: description.billing,
            maxWriteUnits: description.maxWriteUnits,
            deletionProtection: description.deletionProtectionEnabled ?? false,
            pointInTimeRecovery: backups?.pointInTimeRecovery?.status == "ENABLED",
            tags: context.owner.compared(tags ?? [:], with: self.tags))
        return Observation(
            observed,
            // The table exists, so missing tags are only not visible yet.
            readiness: tags == nil && description.readiness == .ready
                ? .pending("its tags cannot be seen yet") : description.readiness,
            ownership: context.owner.ownership(of: tags ?? [:]),
            outputs: [Output("table", name)],
            notices: description.notices + (backups?.notices ?? [])
                + ofPolicy + CloudFormationStack.notices(tags ?? [:], context.owner),
            deletionObstacle: observed.deletionProtection ? deletionAdvice : nil)
    }

    /// How to take the protection off; if only the table's name is known, no description can do it.
    private var deletionAdvice: String {
        key.partition == nil
            ? "It is protected against deletion: take that off (`aws dynamodb update-table --table-name \(name) "
                + "--no-deletion-protection-enabled`), then run this again."
            : "It is protected against deletion: take the protection off in its description or in the stage's "
                + "settings, deploy, then destroy again."
    }

    /// The tags; nil also if access is denied.
    ///
    /// DynamoDB denies access to the tags of a table that does not exist, and the table may be created a moment later.
    /// If the login really lacks the right, the second read reports it.
    private static func tagsUnlessDenied(of arn: String, by client: DynamoDBClient) async throws -> [String: String]? {
        do {
            return try await ifPresent { try await client.tags(of: arn) }
        } catch let error as ServiceError where error.isAccessDenied {
            return nil
        }
    }

    /// Creates the table; CreateTable cannot enable point-in-time recovery, so that is the first update.
    public func create(in context: AWS) async throws {
        let attributes = [key.partition, key.sort].compactMap { $0 }
        let input = DynamoDBShapes.CreateTableInput(
            tableName: name,
            attributeDefinitions: attributes.map { .init(attributeName: $0.name, attributeType: $0.type.rawValue) },
            keySchema: zip(attributes, ["HASH", "RANGE"]).map { .init(attributeName: $0.name, keyType: $1) },
            billingMode: billing.mode, provisionedThroughput: billing.throughput,
            onDemandThroughput: maxWriteUnits.map { .writes($0) }, deletionProtectionEnabled: deletionProtection,
            tags: DynamoDBShapes.Tag.list(tags))
        try await classifyingErrors { try await context.dynamoDB.createTable(input) }
    }

    /// Makes one kind of change: DynamoDB accepts the next one only when the table is `ACTIVE` again.
    ///
    /// The tags come first, so that an adopted table has its owner's tags from the first round on. Protection comes
    /// before the rest.
    public func update(_ changes: [Change], from observed: Table, in context: AWS) async throws {
        let client = context.dynamoDB
        if changes.touch(Self.tagsProperty) {
            let arn = context.scope.arn(table: name)
            try await classifyingErrors {
                try await TagChanges(from: observed.tags, to: tags).apply(
                    removing: { try await client.untag(arn, keys: $0) },
                    setting: { try await client.tag(arn, with: $0) })
            }
        } else if changes.touch(Self.deletionProtectionProperty) {
            let input = DynamoDBShapes.UpdateTableInput(
                tableName: name, deletionProtectionEnabled: deletionProtection)
            try await classifyingErrors { try await client.updateTable(input) }
        } else if changes.touch(Self.pointInTimeRecoveryProperty) {
            try await classifyingErrors {
                try await client.updateContinuousBackups(name, pointInTimeRecovery: pointInTimeRecovery)
            }
        } else if changes.touch(Self.billingProperty) {
            let input = DynamoDBShapes.UpdateTableInput(
                tableName: name, billingMode: billing.mode, provisionedThroughput: billing.throughput)
            try await classifyingErrors { try await client.updateTable(input) }
        } else if changes.touch(Self.maxWriteUnitsProperty) {
            let input = DynamoDBShapes.UpdateTableInput(tableName: name, onDemandThroughput: .writes(maxWriteUnits))
            try await classifyingErrors { try await client.updateTable(input) }
        }
    }

    /// Requests the deletion; the table is `DELETING` for a while.
    public func delete(_ observed: Table, in context: AWS) async throws {
        try await classifyingErrors { try await ifPresent { try await context.dynamoDB.deleteTable(name) } }
    }
}
