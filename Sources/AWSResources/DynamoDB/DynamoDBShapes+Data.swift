// The inputs and outputs of DynamoDB's operations on how long a table's data stays: its backups and its time to live.
extension DynamoDBShapes {
    struct DescribeContinuousBackupsOutput: Decodable, Sendable {
        let description: ContinuousBackupsDescription

        enum CodingKeys: String, CodingKey { case description = "ContinuousBackupsDescription" }
    }

    struct ContinuousBackupsDescription: Decodable, Sendable {
        struct PointInTimeRecovery: Decodable, Sendable {
            /// `ENABLED` or `DISABLED`.
            let status: String?
            /// How many days back; 35 unless someone changed it.
            let periodDays: Int?

            enum CodingKeys: String, CodingKey {
                case status = "PointInTimeRecoveryStatus"
                case periodDays = "RecoveryPeriodInDays"
            }
        }

        let pointInTimeRecovery: PointInTimeRecovery?

        enum CodingKeys: String, CodingKey { case pointInTimeRecovery = "PointInTimeRecoveryDescription" }
    }

    struct UpdateContinuousBackupsInput: Encodable, Sendable {
        struct Specification: Encodable, Sendable {
            let pointInTimeRecoveryEnabled: Bool

            enum CodingKeys: String, CodingKey { case pointInTimeRecoveryEnabled = "PointInTimeRecoveryEnabled" }
        }

        let tableName: String
        let specification: Specification

        enum CodingKeys: String, CodingKey {
            case tableName = "TableName"
            case specification = "PointInTimeRecoverySpecification"
        }
    }

    struct DescribeTimeToLiveOutput: Decodable, Sendable {
        let description: TimeToLiveDescription

        enum CodingKeys: String, CodingKey { case description = "TimeToLiveDescription" }
    }

    struct TimeToLiveDescription: Decodable, Sendable {
        /// `ENABLING`, `ENABLED`, `DISABLING` or `DISABLED`.
        let status: String?
        /// The attribute; absent if it is off.
        let attributeName: String?

        enum CodingKeys: String, CodingKey {
            case status = "TimeToLiveStatus"
            case attributeName = "AttributeName"
        }
    }

    struct UpdateTimeToLiveInput: Encodable, Sendable {
        struct Specification: Encodable, Sendable {
            let enabled: Bool
            /// Also needed to switch it off: the attribute that it is on for.
            let attributeName: String

            enum CodingKeys: String, CodingKey {
                case enabled = "Enabled"
                case attributeName = "AttributeName"
            }
        }

        let tableName: String
        let specification: Specification

        enum CodingKeys: String, CodingKey {
            case tableName = "TableName"
            case specification = "TimeToLiveSpecification"
        }
    }
}
