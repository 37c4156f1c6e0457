import AWSClient
import AWSResources

extension TestedKind {
    /// A table.
    static let table = TestedKind(
        Table("visits", partitionKey: .string("id")),
        shows: [
            "key", "indexes", "billing", "indexUnits", "maxWriteUnits", "timeToLive", "stream", "deletionProtection",
            "pointInTimeRecovery",
        ])
}

extension TestedService {
    /// The service of tables.
    static let dynamoDB = TestedService(
        service: .dynamoDB, operations: DynamoDBClient.all, errors: DynamoDBErrors.rules,
        furtherPermissions: ["CreateTable": ["dynamodb:TagResource"]])
}
