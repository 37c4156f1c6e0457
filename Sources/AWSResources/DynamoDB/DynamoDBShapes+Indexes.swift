// The parts of DynamoDB's inputs and outputs that are about a table's indexes.
extension DynamoDBShapes {
    struct Projection: Codable, Sendable, Equatable {
        /// `ALL`, `KEYS_ONLY` or `INCLUDE`.
        let projectionType: String?
        /// Only for `INCLUDE`.
        let nonKeyAttributes: [String]?

        enum CodingKeys: String, CodingKey {
            case projectionType = "ProjectionType"
            case nonKeyAttributes = "NonKeyAttributes"
        }
    }

    /// An index to be created, with its table or later.
    struct GlobalSecondaryIndex: Encodable, Sendable {
        let indexName: String
        let keySchema: [KeySchemaElement]
        let projection: Projection
        /// Required if the table is `PROVISIONED`, refused if it is `PAY_PER_REQUEST`.
        var provisionedThroughput: ProvisionedThroughput?
        /// Refused for `PROVISIONED`.
        var onDemandThroughput: OnDemandThroughput?

        enum CodingKeys: String, CodingKey {
            case indexName = "IndexName"
            case keySchema = "KeySchema"
            case projection = "Projection"
            case provisionedThroughput = "ProvisionedThroughput"
            case onDemandThroughput = "OnDemandThroughput"
        }
    }

    /// One action on one index; a request creates or deletes only one.
    struct GlobalSecondaryIndexUpdate: Encodable, Sendable {
        struct Update: Encodable, Sendable {
            let indexName: String
            var provisionedThroughput: ProvisionedThroughput?
            var onDemandThroughput: OnDemandThroughput?

            enum CodingKeys: String, CodingKey {
                case indexName = "IndexName"
                case provisionedThroughput = "ProvisionedThroughput"
                case onDemandThroughput = "OnDemandThroughput"
            }
        }

        struct Delete: Encodable, Sendable {
            let indexName: String

            enum CodingKeys: String, CodingKey { case indexName = "IndexName" }
        }

        var update: Update?
        var create: GlobalSecondaryIndex?
        var delete: Delete?

        enum CodingKeys: String, CodingKey {
            case update = "Update"
            case create = "Create"
            case delete = "Delete"
        }
    }

    struct GlobalSecondaryIndexDescription: Decodable, Sendable {
        let indexName: String?
        let keySchema: [KeySchemaElement]?
        let projection: Projection?
        /// `CREATING`, `UPDATING`, `DELETING` or `ACTIVE`.
        let indexStatus: String?
        /// Whether it is being filled from the table's items.
        let backfilling: Bool?
        /// Zeros if the table is `PAY_PER_REQUEST`.
        let provisionedThroughput: ProvisionedThroughput?
        let onDemandThroughput: OnDemandThroughput?

        enum CodingKeys: String, CodingKey {
            case indexName = "IndexName"
            case keySchema = "KeySchema"
            case projection = "Projection"
            case indexStatus = "IndexStatus"
            case backfilling = "Backfilling"
            case provisionedThroughput = "ProvisionedThroughput"
            case onDemandThroughput = "OnDemandThroughput"
        }
    }
}
