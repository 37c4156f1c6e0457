import AWSClient
import AWSResources

extension Service {
    /// What this service's errors mean, as its client has it.
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
