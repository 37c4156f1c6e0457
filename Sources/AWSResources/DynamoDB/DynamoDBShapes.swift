/// Inputs and outputs of DynamoDB's operations, as in botocore's dynamodb/2012-08-10/service-2.json.
///
/// Members that nothing here uses are left out.
enum DynamoDBShapes {
    struct AttributeDefinition: Codable, Sendable, Equatable {
        let attributeName: String
        let attributeType: String

        enum CodingKeys: String, CodingKey {
            case attributeName = "AttributeName"
            case attributeType = "AttributeType"
        }
    }

    struct KeySchemaElement: Codable, Sendable, Equatable {
        let attributeName: String
        /// `HASH` for the partition key, `RANGE` for the sort key.
        let keyType: String

        enum CodingKeys: String, CodingKey {
            case attributeName = "AttributeName"
            case keyType = "KeyType"
        }
    }

    struct ProvisionedThroughput: Codable, Sendable, Equatable {
        let readCapacityUnits: Int
        let writeCapacityUnits: Int

        enum CodingKeys: String, CodingKey {
            case readCapacityUnits = "ReadCapacityUnits"
            case writeCapacityUnits = "WriteCapacityUnits"
        }
    }

    /// The maximum throughput of an on-demand table; a missing member stays unchanged.
    struct OnDemandThroughput: Codable, Sendable, Equatable {
        /// Units per second; -1 for no maximum.
        let maxWriteRequestUnits: Int?
        /// Never sent.
        var maxReadRequestUnits: Int?

        enum CodingKeys: String, CodingKey {
            case maxWriteRequestUnits = "MaxWriteRequestUnits"
            case maxReadRequestUnits = "MaxReadRequestUnits"
        }
    }

    struct StreamSpecification: Codable, Sendable, Equatable {
        let streamEnabled: Bool
        /// Refused beside a stream that is switched off.
        var streamViewType: String?

        enum CodingKeys: String, CodingKey {
            case streamEnabled = "StreamEnabled"
            case streamViewType = "StreamViewType"
        }
    }

    struct Tag: Codable, Sendable, Equatable {
        let key: String
        let value: String

        enum CodingKeys: String, CodingKey {
            case key = "Key"
            case value = "Value"
        }

        /// Sorted, so that the same tags give the same request.
        static func list(_ tags: [String: String]) -> [Tag] {
            tags.sorted { $0.key < $1.key }.map { Tag(key: $0.key, value: $0.value) }
        }
    }
}
