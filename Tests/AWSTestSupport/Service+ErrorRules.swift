import AWSClient
import AWSResources

extension Service {
    /// The error rules of this service's client.
    var errorRules: [ErrorRule] {
        switch self {
        case .dynamoDB: DynamoDBClient.errors
        case .iam: IAMClient.errors
        case .lambda: LambdaClient.errors
        case .logs: LogsClient.errors
        default: []
        }
    }
}
