// The inputs and outputs of DynamoDB's operations on tags and policies.
extension DynamoDBShapes {
    struct ListTagsInput: Encodable, Sendable {
        let resourceArn: String
        let nextToken: String?

        enum CodingKeys: String, CodingKey {
            case resourceArn = "ResourceArn"
            case nextToken = "NextToken"
        }
    }

    struct ListTagsOutput: Decodable, Sendable {
        let tags: [Tag]?
        let nextToken: String?

        enum CodingKeys: String, CodingKey {
            case tags = "Tags"
            case nextToken = "NextToken"
        }
    }

    struct ResourceInput: Encodable, Sendable {
        let resourceArn: String

        enum CodingKeys: String, CodingKey { case resourceArn = "ResourceArn" }
    }

    struct ResourcePolicyOutput: Decodable, Sendable {
        let policy: String?

        enum CodingKeys: String, CodingKey { case policy = "Policy" }
    }

    struct TagInput: Encodable, Sendable {
        let resourceArn: String
        let tags: [Tag]

        enum CodingKeys: String, CodingKey {
            case resourceArn = "ResourceArn"
            case tags = "Tags"
        }
    }

    struct UntagInput: Encodable, Sendable {
        let resourceArn: String
        let tagKeys: [String]

        enum CodingKeys: String, CodingKey {
            case resourceArn = "ResourceArn"
            case tagKeys = "TagKeys"
        }
    }
}
