import AWSClient
import AWSResources

extension Service {
    /// The error rules of this service's client.
    var errorRules: [ErrorRule] {
        switch self {
        case .dynamoDB: DynamoDBErrors.rules
        case .iam: IAMErrors.rules
        case .lambda: LambdaErrors.rules
        case .logs: LogsErrors.rules
        default: []
        }
    }
}
