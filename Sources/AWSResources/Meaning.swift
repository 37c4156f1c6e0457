import AWSClient
import Deployer

/// What an error of AWS means to the one who is bringing a thing about.
///
/// One table, so that what is waited for, and why, stands in one place. `ResourceConflictException` and its like mean
/// different things at different moments: a write that meets one is not repeated blindly, the thing is looked at again.
enum Meaning: Equatable {
    /// There is no such thing.
    case absent
    /// AWS is not ready for this; the reason is shown while it is waited for.
    case notYet(String)
    /// Nothing to wait for.
    case final
}

/// What was under way when AWS refused: the same code means another thing to a look than to a change.
enum Attempt: Equatable {
    /// A look, or a removal: what is missing is missing.
    case lookOrRemoval
    /// A making or a change: what is missing cannot be seen *yet*, since it was made or looked at a moment ago.
    case write
}

/// One line of the table: which errors, met during what, mean what.
private struct Row {
    let service: Service
    /// Any of these codes.
    let codes: [String]
    /// A part of AWS's message, in any case; nil for any message.
    var part: String?
    /// During what; nil for anything.
    var during: Attempt?
    let meaning: Meaning

    func matches(_ error: ServiceError, during attempt: Attempt) -> Bool {
        guard error.service == service.name, codes.contains(error.code), during == nil || during == attempt else {
            return false
        }
        guard let part else { return true }
        return error.message.lowercased().contains(part.lowercased())
    }
}

/// The first row that fits decides; where none fits, the error is final.
///
/// Codes: botocore's service models; the messages and what they stand for: noted row by row.
private let rows: [Row] =
    dynamoDBRows + iamRows + logsRows + lambdaRows

/// Where a thing stands already, the next look tells whose it is: ours is continued, another's is refused there.
private let standsAlready = Meaning.notYet("stands already; looking again")

private let dynamoDBRows = [
    Row(
        service: .dynamoDB, codes: ["ResourceNotFoundException", "TableNotFoundException"], during: .lookOrRemoval,
        meaning: .absent),
    // DescribeTable's waiter in botocore: a new table is not found everywhere for some seconds.
    Row(
        service: .dynamoDB, codes: ["ResourceNotFoundException", "TableNotFoundException"],
        meaning: .notYet("the table cannot be seen everywhere yet")),
    // CreateTable of a name in use, a table under deletion among them; the next look tells which.
    Row(service: .dynamoDB, codes: ["ResourceInUseException"], part: "already exists", meaning: standsAlready),
    // UpdateTable, DeleteTable and the tag operations while a table is CREATING or UPDATING.
    Row(
        service: .dynamoDB, codes: ["ResourceInUseException"],
        meaning: .notYet("DynamoDB is busy with the table")),
    // UpdateContinuousBackups right after CreateTable.
    Row(
        service: .dynamoDB, codes: ["ContinuousBackupsUnavailableException"],
        meaning: .notYet("backups are not ready for this table yet")),
    // Three limits share a code: how often a table may change its billing, how many tables there may be (both for
    // longer than a deploy), and how many may be changed at the same time (for seconds).
    Row(service: .dynamoDB, codes: ["LimitExceededException"], part: "PayPerRequest", meaning: .final),
    Row(service: .dynamoDB, codes: ["LimitExceededException"], part: "tables per", meaning: .final),
    Row(
        service: .dynamoDB, codes: ["LimitExceededException"],
        meaning: .notYet("DynamoDB is changing too many tables at once")),
]

/// IAM's codes come without `Exception` on the wire.
private let iamRows = [
    Row(service: .iam, codes: ["NoSuchEntity"], during: .lookOrRemoval, meaning: .absent),
    // IAM's replicas lag behind CreateRole for up to some twenty seconds.
    Row(service: .iam, codes: ["NoSuchEntity"], meaning: .notYet("IAM does not see the role everywhere yet")),
    Row(service: .iam, codes: ["EntityAlreadyExists"], meaning: standsAlready),
    // DeleteRole while a policy or an instance profile is still on the role: the next round removes it.
    Row(service: .iam, codes: ["DeleteConflict"], meaning: .notYet("something is still attached to the role")),
    Row(service: .iam, codes: ["ConcurrentModification"], meaning: .notYet("IAM is busy with the role")),
    // A principal made a moment ago; terraform's provider waits for it too.
    Row(
        service: .iam, codes: ["MalformedPolicyDocument"], part: "invalid principal in policy",
        meaning: .notYet("IAM does not know the trusted principal yet")),
]

private let logsRows = [
    Row(service: .logs, codes: ["ResourceNotFoundException"], during: .lookOrRemoval, meaning: .absent),
    Row(
        service: .logs, codes: ["ResourceNotFoundException"],
        meaning: .notYet("the log group cannot be seen everywhere yet")),
    Row(service: .logs, codes: ["ResourceAlreadyExistsException"], meaning: standsAlready),
    // Another change to the same group at the same time.
    Row(
        service: .logs, codes: ["OperationAbortedException"],
        meaning: .notYet("CloudWatch Logs is busy with the log group")),
]

private let lambdaRows = [
    Row(service: .lambda, codes: ["ResourceNotFoundException"], during: .lookOrRemoval, meaning: .absent),
    // AddPermission, an alias or a URL right after CreateFunction.
    Row(
        service: .lambda, codes: ["ResourceNotFoundException"],
        meaning: .notYet("Lambda does not see the function everywhere yet")),
    // A role of some seconds of age; terraform's and chalice's deployers know the same four texts.
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], part: "cannot be assumed by Lambda",
        meaning: .notYet("role not assumable yet")),
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], part: "does not have permissions",
        meaning: .notYet("the role's permissions are not in force yet")),
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], part: "KMS key is invalid for CreateGrant",
        meaning: .notYet("the role is not known to KMS yet")),
    Row(
        service: .lambda, codes: ["InvalidParameterValueException"], part: "throttled by EC2",
        meaning: .notYet("Lambda is held up by EC2")),
    // The three meanings of ResourceConflictException: busy, the function exists, the statement exists.
    Row(
        service: .lambda, codes: ["ResourceConflictException"], part: "update is in progress",
        meaning: .notYet("Lambda is busy with the function")),
    Row(
        service: .lambda, codes: ["ResourceConflictException"], part: "currently in the following state",
        meaning: .notYet("Lambda is busy with the function")),
    Row(
        service: .lambda, codes: ["ResourceConflictException"], part: "operation cannot be performed at this time",
        meaning: .notYet("Lambda is busy with the function")),
    Row(service: .lambda, codes: ["ResourceConflictException"], meaning: standsAlready),
    // A write that named a RevisionId which is no longer the newest.
    Row(
        service: .lambda, codes: ["PreconditionFailedException"],
        meaning: .notYet("changed by someone else meanwhile; looking again")),
]

extension ServiceError {
    /// What this error means to a look, a removal or a write.
    func meaning(during attempt: Attempt) -> Meaning {
        rows.first { $0.matches(self, during: attempt) }?.meaning ?? .final
    }
}

/// Runs a write; what only needs time is thrown as `NotYet`.
///
/// Around ``ifPresent(_:)`` it runs a removal: what is gone already is nil, what is still in use is `NotYet`.
@discardableResult
func patiently<T>(_ write: () async throws -> T) async throws -> T {
    do {
        return try await write()
    } catch let error as ServiceError {
        if case .notYet(let reason) = error.meaning(during: .write) { throw NotYet(reason) }
        throw error
    }
}

/// Runs a read or a removal; nil where there is no such thing.
@discardableResult
func ifPresent<T>(_ call: () async throws -> T) async throws -> T? {
    do {
        return try await call()
    } catch let error as ServiceError {
        if case .absent = error.meaning(during: .lookOrRemoval) { return nil }
        throw error
    }
}
