import AWSClient
public import Deployer

extension Table: HasOutput, HoldsData, PresentedResource {
    /// `table`.
    public static let kind = "table"
    /// The output `table`: its name.
    public static let outputs = ["table", "stream"]
    /// All properties that are kept as described.
    public static let schema = [
        keyProperty, indexesProperty, billingProperty, indexUnitsProperty, maxWriteUnitsProperty, timeToLiveProperty,
        streamProperty, deletionProtectionProperty, pointInTimeRecoveryProperty, tagsProperty,
    ]
    static let keyProperty = Property(
        "key", \Table.key,
        immutable:
            "A table's key cannot be changed, and a new table would be without the data: describe a table of "
            + "another name, copy the items over, then take this one out of the description.")
    static let indexesProperty = Property("indexes", each: \Table.indexDefinitions)
    static let billingProperty = Property("billing", \Table.billing)
    static let indexUnitsProperty = Property("indexUnits", each: \Table.indexUnits)
    static let maxWriteUnitsProperty = Property("maxWriteUnits", \Table.maxWriteUnits, unit: "a second")
    static let timeToLiveProperty = Property("timeToLive", \Table.timeToLive)
    static let streamProperty = Property("stream", \Table.stream)
    static let deletionProtectionProperty = Property("deletionProtection", \Table.deletionProtection)
    static let pointInTimeRecoveryProperty = Property("pointInTimeRecovery", \Table.pointInTimeRecovery)
    static let tagsProperty = Property.tags(\Table.tags)

    /// None: a table needs no other resource.
    public var dependencies: [ResourceID] { [] }
    /// Such as `protected, PITR on`.
    public var summary: String {
        [deletionProtection ? "protected" : "not protected", pointInTimeRecovery ? "PITR on" : "PITR off"]
            .joined(separator: ", ")
    }

    /// With the owner's tags.
    public func prepared(in context: AWS) async throws -> Table {
        var prepared = self
        prepared.tags = context.owner.marking(tags)
        return prepared
    }

    /// Reads the table, its tags, its backups and its time to live at the same time: the ARN follows from the name.
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
            try await ifPresent { try await client.describeTimeToLive(name) }
        } _: {
            try await Self.policyNotices(of: arn, by: client)
        }
        guard let (description, first, backups, timeToLive, ofPolicy) = answers else { return nil }
        // A table that is being deleted may have lost its tags, and with them the right to read them. A table that is
        // being created may not have them yet.
        let mayHaveNone = ["DELETING", "CREATING"].contains(description.tableStatus)
        let tags = mayHaveNone ? first : try await refetched(first) { try await client.tags(of: arn) }

        var observed = described(by: description)
        observed.pointInTimeRecovery = backups?.pointInTimeRecovery?.status == "ENABLED"
        observed.timeToLive = timeToLive?.attribute
        observed.tags = context.owner.compared(tags ?? [:], with: self.tags)
        return Observation(
            observed,
            // The table exists, so missing tags are only not visible yet.
            readiness: tags == nil && description.readiness == .ready
                ? .pending("its tags cannot be seen yet") : description.readiness,
            ownership: context.owner.ownership(of: tags ?? [:]),
            outputs: [Output("table", name)]
                + (observed.stream == nil
                    ? [] : [description.latestStreamArn].compactMap { $0 }.map { Output("stream", $0) }),
            notices: description.notices + (backups?.notices ?? [])
                + ofPolicy + CloudFormationStack.notices(tags ?? [:], context.owner),
            deletionObstacle: observed.deletionProtection ? deletionAdvice : nil)
    }

    /// What DescribeTable says of it.
    private func described(by description: DynamoDBShapes.TableDescription) -> Table {
        Table(
            name: name, key: description.key, indexes: description.indexes, billing: description.billing,
            maxWriteUnits: description.maxWriteUnits, stream: description.stream,
            deletionProtection: description.deletionProtectionEnabled ?? false, pointInTimeRecovery: false, tags: [:])
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
}
