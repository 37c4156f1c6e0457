import AWSClient

/// What an error of AWS means to the one who is bringing a thing about.
///
/// One table, so that what is waited for, and why, stands in one place. `ResourceConflictException` and its like mean
/// different things at different moments: a write that meets one is not repeated blindly, the thing is looked at again.
package enum ErrorClassification: Equatable {
    /// There is no such thing.
    case absent
    /// AWS is not ready for this; the reason is shown while it is waited for.
    case notYet(String)
    /// Refused since what it was decided from is no longer what stands; what moved.
    case conflict(String)
    /// Nothing to wait for.
    case final
}

/// What was under way when AWS refused: the same code means another thing to a look than to a change.
package enum CallKind: Equatable {
    /// A look, or a removal: what is missing is missing.
    case readOrDelete
    /// A making or a change: what is missing cannot be seen *yet*, since it was made or looked at a moment ago.
    case write
}

/// One line of the table: which errors, met during what, mean what.
private struct Row {
    let service: Service
    /// Any of these codes.
    let codes: [String]
    /// Of this operation; nil for any.
    var operation: String?
    /// Parts of AWS's message, in any case, any of which will do; none for any message.
    var parts: [String] = []
    /// During what; nil for anything.
    var during: CallKind?
    let classification: ErrorClassification

    func matches(_ error: ServiceError, during kind: CallKind) -> Bool {
        guard error.service == service.name, codes.contains(error.code),
            operation == nil || operation == error.operation,
            during == nil || during == kind
        else { return false }
        let message = error.message.lowercased()
        return parts.isEmpty || parts.contains { message.contains($0.lowercased()) }
    }
}

/// The first row that fits decides; where none fits, the error is final: a quota (`LimitExceeded`,
/// `CodeStorageExceededException`, `AliasLimitExceededException`), a forbidden public policy, a wrong description.
///
/// Codes: botocore's service models; the messages and what they stand for: noted row by row. Throttling and broken servers
/// are not here: the client tells them (`RetryTable`), repeats what was certainly not carried out, and says of the rest
/// that its outcome is unknown.
private let rows: [Row] =
    dynamoDBRows + iamRows + logsRows + lambdaRows

extension ErrorClassification {
    /// A thing stands already; the next look tells whose it is: ours is continued, another's is refused there.
    ///
    /// The engine ends it where no look shows any.
    package static let alreadyExists = ErrorClassification.notYet("stands already; looking again")
}

private let dynamoDBRows = [
    // GetResourcePolicy of a table without one.
    Row(service: .dynamoDB, codes: ["PolicyNotFoundException"], during: .readOrDelete, classification: .absent),
    Row(
        service: .dynamoDB, codes: ["ResourceNotFoundException", "TableNotFoundException"], during: .readOrDelete,
        classification: .absent),
    // DescribeTable's waiter in botocore: a new table is not found everywhere for some seconds.
    Row(
        service: .dynamoDB, codes: ["ResourceNotFoundException", "TableNotFoundException"],
        classification: .notYet("the table cannot be seen everywhere yet")),
    // CreateTable of a name in use, a table under deletion among them; the next look tells which. Whatever the text,
    // nothing stands yet that it could be busy with.
    Row(
        service: .dynamoDB, codes: ["ResourceInUseException"], parts: ["already exists"], classification: .alreadyExists
    ),
    Row(
        service: .dynamoDB, codes: ["ResourceInUseException"], operation: "CreateTable", classification: .alreadyExists),
    // UpdateTable, DeleteTable and the tag operations while a table is CREATING or UPDATING.
    Row(
        service: .dynamoDB, codes: ["ResourceInUseException"],
        classification: .notYet("DynamoDB is busy with the table")),
    // UpdateContinuousBackups ("Backups are being enabled for the table: … Please retry later"): until some seconds after
    // CreateTable's table is ACTIVE, in bad cases minutes. Airflow's and CDK's deployers wait for it too.
    Row(
        service: .dynamoDB, codes: ["ContinuousBackupsUnavailableException"],
        classification: .notYet("backups are not ready for this table yet")),
    // UpdateTable of a throughput that it has already ("will not change. The requested value equals the current value"):
    // written before, and not seen by the look before this one.
    Row(
        service: .dynamoDB, codes: ["ValidationException"], parts: ["requested value equals the current value"],
        classification: .notYet("the change cannot be seen everywhere yet")),
]

/// IAM's codes come without `Exception` on the wire.
private let iamRows = [
    Row(service: .iam, codes: ["NoSuchEntity"], during: .readOrDelete, classification: .absent),
    // A managed policy that there is not, as a boundary: "Scope ARN: arn:… does not exist or is not attachable."
    Row(service: .iam, codes: ["NoSuchEntity"], parts: ["not attachable"], classification: .final),
    // IAM's replicas lag behind CreateRole for up to some twenty seconds.
    Row(service: .iam, codes: ["NoSuchEntity"], classification: .notYet("IAM does not see the role everywhere yet")),
    Row(service: .iam, codes: ["EntityAlreadyExists"], classification: .alreadyExists),
    // DeleteRole while a policy or an instance profile is still on the role: the next round removes it.
    Row(service: .iam, codes: ["DeleteConflict"], classification: .notYet("something is still attached to the role")),
    Row(service: .iam, codes: ["ConcurrentModification"], classification: .notYet("IAM is busy with the role")),
    // A principal made a moment ago; terraform's provider waits for it too.
    Row(
        service: .iam, codes: ["MalformedPolicyDocument"], parts: ["invalid principal in policy"],
        classification: .notYet("IAM does not know the trusted principal yet")),
]

private let logsRows = [
    Row(service: .logs, codes: ["ResourceNotFoundException"], during: .readOrDelete, classification: .absent),
    Row(
        service: .logs, codes: ["ResourceNotFoundException"],
        classification: .notYet("the log group cannot be seen everywhere yet")),
    Row(service: .logs, codes: ["ResourceAlreadyExistsException"], classification: .alreadyExists),
    // Another change to the same group at the same time ("A conflicting operation is currently in progress against this
    // resource"); CDK's log retention failed deployments by not waiting for it (aws-cdk#17546).
    Row(
        service: .logs, codes: ["OperationAbortedException"],
        classification: .notYet("CloudWatch Logs is busy with the log group")),
]

private let lambdaRows = [
    Row(
        service: .lambda, codes: ["ProvisionedConcurrencyConfigNotFoundException"], during: .readOrDelete,
        classification: .absent),
    Row(service: .lambda, codes: ["ResourceNotFoundException"], during: .readOrDelete, classification: .absent),
    // AddPermission, an alias or a URL right after CreateFunction.
    Row(
        service: .lambda, codes: ["ResourceNotFoundException"],
        classification: .notYet("Lambda does not see the function everywhere yet")),
    // A role of some seconds of age, minutes in bad cases (terraform-provider-aws#44517); terraform's, chalice's and
    // claudia's deployers know the same four texts. The third one, whole: "Lambda was unable to configure access to your
    // environment variables because the KMS key is invalid for CreateGrant. … ARN does not refer to a valid principal";
    // with KMS's quota of grants in it (API reference of CreateGrant) it is no lag.
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], parts: ["cannot be assumed by Lambda"],
        classification: .notYet("role not assumable yet")),
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], parts: ["does not have permissions"],
        classification: .notYet("the role's permissions are not in force yet")),
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], parts: ["KMS Exception: LimitExceeded"],
        classification: .final),
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], parts: ["KMS key is invalid for CreateGrant"],
        classification: .notYet("the role is not known to KMS yet")),
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], parts: ["throttled by EC2"],
        classification: .notYet("Lambda is held up by EC2")),
    // PublishVersion, which names the code that was seen: "CodeSHA256 (…) is different from current CodeSHA256 in $LATEST
    // (…). Please try again with the CodeSHA256 in $LATEST." (serverless-aws-batch#22, floci#2822).
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"],
        parts: ["is different from current CodeSHA256"],
        classification: .conflict("the function's code was changed meanwhile")),
    // A write that named a RevisionId which is no longer the newest: "The Revision Id provided does not match the latest
    // Revision Id. …". A function's, an alias's and a policy's mean the same.
    Row(
        service: .lambda, codes: ["PreconditionFailedException"],
        classification: .conflict("it was changed meanwhile by someone else")),
    // A function that AWS gave up stays so, whatever is waited for.
    Row(
        service: .lambda, codes: ["ResourceConflictException"], parts: ["in the following state: Failed"],
        classification: .final
    ),
    // What ResourceConflictException means is told by the next look. These are only the reasons that are shown: busy
    // (texts of the function states; the third of helix-deploy#83), or a function, alias, URL or statement stands already.
    Row(
        service: .lambda, codes: ["ResourceConflictException"],
        parts: [
            "update is in progress", "currently in the following state", "concurrent update operation",
            "operation cannot be performed at this time",
        ], classification: .notYet("Lambda is busy with the function")),
    Row(service: .lambda, codes: ["ResourceConflictException"], parts: ["exist"], classification: .alreadyExists),
    Row(
        service: .lambda, codes: ["ResourceConflictException"], operation: "CreateFunction",
        classification: .alreadyExists),
    Row(
        service: .lambda, codes: ["ResourceConflictException"],
        classification: .notYet("in conflict with another change; looking again")),
]

extension ServiceError {
    /// What this error means to a look, a removal or a write.
    package func classification(during kind: CallKind) -> ErrorClassification {
        // Judged by the client alone, which has sent it again for a while; only the words are ours.
        if isThrottling { return .notYet(whatIsTooMuch) }
        return rows.first { $0.matches(self, during: kind) }?.classification ?? .final
    }

    private var whatIsTooMuch: String {
        code == "LimitExceededException"
            ? "DynamoDB is changing too many tables at once" : "\(service) is asked too much at once"
    }
}
