package import AWSClient

extension LogsClient {
    /// What CloudWatch Logs's errors mean; the codes are those of botocore's service model, other sources stand beside a rule.
    package static let errors = [
        ErrorRule(["ResourceNotFoundException"], during: .readOrDelete, means: .absent),
        ErrorRule(
            ["ResourceNotFoundException"],
            means: .notYet("the log group cannot be seen everywhere yet")),
        ErrorRule(["ResourceAlreadyExistsException"], means: .alreadyExists),
        // Another change to the same group at the same time ("A conflicting operation is currently in progress against this
        // resource"); CDK's log retention failed deployments by not waiting for it (aws-cdk#17546).
        ErrorRule(
            ["OperationAbortedException"],
            means: .notYet("CloudWatch Logs is busy with the log group")),
    ]
}
