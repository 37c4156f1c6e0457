public import AWSClient

/// What CloudWatch Logs's errors mean.
public enum LogsErrors {
    /// The meaning of CloudWatch Logs' errors.
    ///
    /// The codes come from botocore's service model; a rule names any other source.
    public static let rules = [
        ErrorRule(["ResourceNotFoundException"], during: .readOrDelete, means: .absent),
        ErrorRule(
            ["ResourceNotFoundException"],
            means: .notYet("the log group cannot be seen everywhere yet")),
        ErrorRule(["ResourceAlreadyExistsException"], means: .alreadyExists),
        // Another change to the same group is in progress ("A conflicting operation is currently in progress against
        // this resource"). CDK's log retention did not wait for it, and deployments failed (aws-cdk#17546).
        ErrorRule(
            ["OperationAbortedException"],
            means: .notYet("CloudWatch Logs is busy with the log group")),
    ]
}
