public import AWSClient

/// Sends the operations of DynamoDB's control plane that the deployer needs: tables, their backups and their time to live.
public struct DynamoDBClient: Sendable {
    let service: ServiceClient

    /// A client that sends its requests through `service`.
    public init(_ service: ServiceClient) { self.service = service.withErrorRules(DynamoDBErrors.rules) }
}

extension DynamoDBClient {
    static let createTable = ServiceOperation(
        .dynamoDB, "CreateTable", .write, also: [RequiredAction("dynamodb:TagResource")])
    static let describeTable = ServiceOperation(.dynamoDB, "DescribeTable", .read)
    static let updateTable = ServiceOperation(.dynamoDB, "UpdateTable", .write)
    static let deleteTable = ServiceOperation(.dynamoDB, "DeleteTable", .write)
    static let describeContinuousBackups = ServiceOperation(.dynamoDB, "DescribeContinuousBackups", .read)
    static let updateContinuousBackups = ServiceOperation(.dynamoDB, "UpdateContinuousBackups", .write)
    static let describeTimeToLive = ServiceOperation(.dynamoDB, "DescribeTimeToLive", .read)
    static let updateTimeToLive = ServiceOperation(.dynamoDB, "UpdateTimeToLive", .write)
    static let listTagsOfResource = ServiceOperation(.dynamoDB, "ListTagsOfResource", .read)
    static let getResourcePolicy = ServiceOperation(.dynamoDB, "GetResourcePolicy", .read)
    static let tagResource = ServiceOperation(.dynamoDB, "TagResource", .write)
    static let untagResource = ServiceOperation(.dynamoDB, "UntagResource", .write)

    /// Every operation that this client can send.
    public static let all: [ServiceOperation] = [
        createTable, describeTable, updateTable, deleteTable, describeContinuousBackups, updateContinuousBackups,
        describeTimeToLive, updateTimeToLive, listTagsOfResource, getResourcePolicy, tagResource, untagResource,
    ]

    func createTable(_ input: DynamoDBShapes.CreateTableInput) async throws {
        try await service.send(Self.createTable, input)
    }

    func describeTable(_ name: String) async throws -> DynamoDBShapes.TableDescription {
        let answer = try await service.call(
            Self.describeTable, DynamoDBShapes.TableNameInput(tableName: name),
            as: DynamoDBShapes.DescribeTableOutput.self
        ).table
        var table = answer.value
        table.members = answer.members
        return table
    }

    /// A resource's policy as JSON, by its ARN; AWS returns an error if there is none.
    func resourcePolicy(of arn: String) async throws -> String? {
        try await service.call(
            Self.getResourcePolicy, DynamoDBShapes.ResourceInput(resourceArn: arn),
            as: DynamoDBShapes.ResourcePolicyOutput.self
        ).policy
    }

    func updateTable(_ input: DynamoDBShapes.UpdateTableInput) async throws {
        try await service.send(Self.updateTable, input)
    }

    func deleteTable(_ name: String) async throws {
        try await service.send(Self.deleteTable, DynamoDBShapes.TableNameInput(tableName: name))
    }

    func describeContinuousBackups(_ table: String) async throws -> DynamoDBShapes.ContinuousBackupsDescription {
        try await service.call(
            Self.describeContinuousBackups, DynamoDBShapes.TableNameInput(tableName: table),
            as: DynamoDBShapes.DescribeContinuousBackupsOutput.self
        ).description
    }

    func updateContinuousBackups(_ table: String, pointInTimeRecovery: Bool) async throws {
        let input = DynamoDBShapes.UpdateContinuousBackupsInput(
            tableName: table, specification: .init(pointInTimeRecoveryEnabled: pointInTimeRecovery))
        try await service.send(Self.updateContinuousBackups, input)
    }

    func describeTimeToLive(_ table: String) async throws -> DynamoDBShapes.TimeToLiveDescription {
        try await service.call(
            Self.describeTimeToLive, DynamoDBShapes.TableNameInput(tableName: table),
            as: DynamoDBShapes.DescribeTimeToLiveOutput.self
        ).description
    }

    func updateTimeToLive(_ table: String, attribute: String, enabled: Bool) async throws {
        let input = DynamoDBShapes.UpdateTimeToLiveInput(
            tableName: table, specification: .init(enabled: enabled, attributeName: attribute))
        try await service.send(Self.updateTimeToLive, input)
    }

    /// All tags of a resource, from all pages.
    func tags(of arn: String) async throws -> [String: String] {
        let pages = try await everyPage(
            of: Self.listTagsOfResource, following: \DynamoDBShapes.ListTagsOutput.nextToken
        ) { token in
            try await service.call(
                Self.listTagsOfResource, DynamoDBShapes.ListTagsInput(resourceArn: arn, nextToken: token))
        }
        let tags = pages.flatMap { $0.tags ?? [] }
        return Dictionary(tags.map { ($0.key, $0.value) }) { _, last in last }
    }

    func tag(_ arn: String, with tags: [String: String]) async throws {
        let input = DynamoDBShapes.TagInput(resourceArn: arn, tags: DynamoDBShapes.Tag.list(tags))
        try await service.send(Self.tagResource, input)
    }

    func untag(_ arn: String, keys: [String]) async throws {
        try await service.send(Self.untagResource, DynamoDBShapes.UntagInput(resourceArn: arn, tagKeys: keys))
    }
}

extension AWS {
    /// Tables.
    package var dynamoDB: DynamoDBClient { DynamoDBClient(client(for: .dynamoDB)) }
}
