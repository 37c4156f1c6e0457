import Deployer

// The inputs and outputs of the operations on a table itself.
extension DynamoDBShapes {
    struct TableNameInput: Encodable, Sendable {
        let tableName: String

        enum CodingKeys: String, CodingKey { case tableName = "TableName" }
    }

    struct CreateTableInput: Encodable, Sendable {
        let tableName: String
        /// Exactly the attributes of the keys: DynamoDB refuses any others.
        let attributeDefinitions: [AttributeDefinition]
        let keySchema: [KeySchemaElement]
        /// Nil for none: DynamoDB refuses an empty list.
        var globalSecondaryIndexes: [GlobalSecondaryIndex]?
        let billingMode: String
        /// Required for `PROVISIONED`, refused for `PAY_PER_REQUEST`.
        let provisionedThroughput: ProvisionedThroughput?
        /// Refused for `PROVISIONED`.
        var onDemandThroughput: OnDemandThroughput?
        var streamSpecification: StreamSpecification?
        let deletionProtectionEnabled: Bool
        let tags: [Tag]

        enum CodingKeys: String, CodingKey {
            case tableName = "TableName"
            case attributeDefinitions = "AttributeDefinitions"
            case keySchema = "KeySchema"
            case globalSecondaryIndexes = "GlobalSecondaryIndexes"
            case billingMode = "BillingMode"
            case provisionedThroughput = "ProvisionedThroughput"
            case onDemandThroughput = "OnDemandThroughput"
            case streamSpecification = "StreamSpecification"
            case deletionProtectionEnabled = "DeletionProtectionEnabled"
            case tags = "Tags"
        }
    }

    /// One kind of change: DynamoDB does not accept two in one call.
    struct UpdateTableInput: Encodable, Sendable {
        let tableName: String
        /// The key's attributes of an index that is created.
        var attributeDefinitions: [AttributeDefinition]?
        var globalSecondaryIndexUpdates: [GlobalSecondaryIndexUpdate]?
        var billingMode: String?
        var provisionedThroughput: ProvisionedThroughput?
        var onDemandThroughput: OnDemandThroughput?
        var streamSpecification: StreamSpecification?
        var deletionProtectionEnabled: Bool?

        enum CodingKeys: String, CodingKey {
            case tableName = "TableName"
            case attributeDefinitions = "AttributeDefinitions"
            case globalSecondaryIndexUpdates = "GlobalSecondaryIndexUpdates"
            case billingMode = "BillingMode"
            case provisionedThroughput = "ProvisionedThroughput"
            case onDemandThroughput = "OnDemandThroughput"
            case streamSpecification = "StreamSpecification"
            case deletionProtectionEnabled = "DeletionProtectionEnabled"
        }
    }

    struct DescribeTableOutput: Decodable, Sendable {
        let table: Whole<TableDescription>

        enum CodingKeys: String, CodingKey { case table = "Table" }
    }

    struct TableDescription: Decodable, Sendable {
        struct BillingModeSummary: Decodable, Sendable {
            let billingMode: String?

            enum CodingKeys: String, CodingKey { case billingMode = "BillingMode" }
        }

        let tableStatus: String?
        let attributeDefinitions: [AttributeDefinition]?
        let keySchema: [KeySchemaElement]?
        /// Absent if the table was always provisioned.
        let billingModeSummary: BillingModeSummary?
        let provisionedThroughput: ProvisionedThroughput?
        let onDemandThroughput: OnDemandThroughput?
        let globalSecondaryIndexes: [GlobalSecondaryIndexDescription]?
        /// Absent if there is no stream.
        let streamSpecification: StreamSpecification?
        /// Of the stream that is on, or was last.
        let latestStreamArn: String?
        let deletionProtectionEnabled: Bool?
        /// The whole response.
        var members = JSONValue.null

        enum CodingKeys: String, CodingKey {
            case tableStatus = "TableStatus"
            case attributeDefinitions = "AttributeDefinitions"
            case keySchema = "KeySchema"
            case billingModeSummary = "BillingModeSummary"
            case provisionedThroughput = "ProvisionedThroughput"
            case onDemandThroughput = "OnDemandThroughput"
            case globalSecondaryIndexes = "GlobalSecondaryIndexes"
            case streamSpecification = "StreamSpecification"
            case latestStreamArn = "LatestStreamArn"
            case deletionProtectionEnabled = "DeletionProtectionEnabled"
        }
    }
}
