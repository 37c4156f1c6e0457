import AWSClient
import AWSResources

extension TestedKind {
    /// A log group.
    static let logGroup = TestedKind(LogGroup(for: "f"), shows: ["retention"])
}

extension TestedService {
    /// The service of log groups.
    static let logs = TestedService(
        service: .logs, operations: LogsClient.all, errors: LogsErrors.rules,
        furtherPermissions: ["CreateLogGroup": ["logs:TagResource"]])
}
