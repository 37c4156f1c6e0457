import AWSClient

extension Table: RequiresAccess {
    static let observing = [
        DynamoDBClient.describeTable, DynamoDBClient.describeContinuousBackups, DynamoDBClient.listTagsOfResource,
        DynamoDBClient.getResourcePolicy,
    ]
    static let changing = [
        DynamoDBClient.createTable, DynamoDBClient.updateTable, DynamoDBClient.deleteTable,
        DynamoDBClient.updateContinuousBackups, DynamoDBClient.tagResource, DynamoDBClient.untagResource,
    ]

    func target(of action: RequiredAction, in scope: ARNScope) -> AccessTarget {
        AccessTarget("Table", scope.arn(table: name))
    }
}
