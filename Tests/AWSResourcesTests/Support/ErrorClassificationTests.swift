import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("An error of AWS")
struct ErrorClassificationTests {
    func error(
        _ service: Service, _ code: String, _ message: String = "", operation: String = "X"
    ) -> ServiceError {
        ServiceError(
            service: service.name, operation: operation, code: code, message: message, status: 400, requestID: nil,
            rules: TestedService.errors(of: service))
    }

    @Test(
        "that reports a missing resource means absent to a read, and not yet to a write",
        arguments: [
            (Service.dynamoDB, "ResourceNotFoundException"), (.dynamoDB, "TableNotFoundException"),
            (.iam, "NoSuchEntity"), (.logs, "ResourceNotFoundException"), (.lambda, "ResourceNotFoundException"),
        ])
    func absent(service: Service, code: String) {
        #expect(error(service, code).classification(during: .readOrDelete) == .absent)
        guard case .notYet = error(service, code).classification(during: .write) else {
            Issue.record("\(code) is not waited for")
            return
        }
    }

    @Test(
        "that only needs time is waited for, with its reason",
        arguments: [
            (
                Service.lambda, "InvalidParameterValueException",
                "The role defined for the function cannot be assumed by Lambda.", "role not assumable yet"
            ),
            (
                .lambda, "InvalidParameterValueException",
                "The provided execution role does not have permissions to call X",
                "the role's permissions are not in force yet"
            ),
            (
                .lambda, "InvalidParameterValueException",
                "Lambda was unable to configure access to your environment variables because the KMS key is invalid for "
                    + "CreateGrant. Please check your KMS key settings. KMS Exception: InvalidArnException KMS Message: ARN "
                    + "does not refer to a valid principal",
                "the role is not known to KMS yet"
            ),
            (
                .lambda, "InvalidParameterValueException", "Lambda was throttled by EC2", "Lambda is held up by EC2"
            ),
            (
                .lambda, "ResourceConflictException",
                "The operation cannot be performed at this time. An update is in progress for resource: arn:x",
                "Lambda is busy with the function"
            ),
            (
                .lambda, "ResourceConflictException", "The function is currently in the following state: Pending",
                "Lambda is busy with the function"
            ),
            (
                .lambda, "ResourceConflictException", "Function already exist: f", "already exists; looking again"
            ),
            (
                .lambda, "ResourceConflictException",
                "The function could not be updated due to a concurrent update operation.",
                "Lambda is busy with the function"
            ),
            (
                .lambda, "ResourceConflictException",
                "Failed to create function url config for [functionArn = arn:x]. Error message: "
                    + "FunctionUrlConfig exists for this Lambda function",
                "already exists; looking again"
            ),
            (
                .lambda, "ResourceConflictException",
                "The statement id (FunctionURLAllowPublicAccess) provided already exists. Please provide a new statement "
                    + "id, or remove the existing statement.", "already exists; looking again"
            ),
            (
                .lambda, "ResourceConflictException", "something new",
                "in conflict with another change; looking again"
            ),
            (.iam, "EntityAlreadyExists", "", "already exists; looking again"),
            (.iam, "DeleteConflict", "", "something is still attached to the role"),
            (.iam, "ConcurrentModification", "", "IAM is busy with the role"),
            (
                .iam, "MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"x\"",
                "IAM does not know the trusted principal yet (a role that is trusted has to exist)"
            ),
            (
                .dynamoDB, "ResourceInUseException", "Attempt to change a resource which is still in use",
                "DynamoDB is busy with the table"
            ),
            (
                .dynamoDB, "LimitExceededException",
                "Only 500 tables can be created, updated, or deleted simultaneously",
                "DynamoDB is changing too many tables at once"
            ),
            (
                .dynamoDB, "LimitExceededException",
                "Subscriber limit exceeded: You have exceeded the maximum number of indexed tables that can be created "
                    + "simultaneously", "DynamoDB is changing too many tables at once"
            ),
            (.iam, "Throttling", "Rate exceeded", "IAM is asked too much at once"),
            (.lambda, "TooManyRequestsException", "Rate exceeded", "Lambda is asked too much at once"),
            (.logs, "ThrottlingException", "Rate exceeded", "CloudWatch Logs is asked too much at once"),
            (
                .dynamoDB, "ContinuousBackupsUnavailableException",
                "Backups are being enabled for the table: visits. Please retry later",
                "backups are not ready for this table yet"
            ),
            (
                .dynamoDB, "ValidationException",
                "The provisioned throughput for the table will not change. The requested value equals the current value.",
                "the change cannot be seen everywhere yet"
            ),
            (.logs, "OperationAbortedException", "", "CloudWatch Logs is busy with the log group"),
            (.logs, "ResourceAlreadyExistsException", "", "already exists; looking again"),
        ])
    func notYet(service: Service, code: String, message: String, reason: String) async {
        let error = error(service, code, message)
        switch error.classification(during: .write) {
        case .notYet(let shown), .throttled(let shown): #expect(shown == reason)
        case let other: #expect(other == .alreadyExists && reason.hasPrefix("already exists"))
        }
        await #expect(throws: NotYet(reason)) { try await classifyingErrors { throw error } }
    }

    @Test(
        "that no waiting changes is final",
        arguments: [
            (Service.iam, "MalformedPolicyDocument", "Syntax errors in policy."), (.iam, "AccessDenied", ""),
            (.iam, "LimitExceeded", ""), (.lambda, "InvalidParameterValueException", "Unsupported runtime"),
            (.dynamoDB, "LimitExceededException", "There is a limit of 2500 tables per subscriber"),
            (
                .dynamoDB, "LimitExceededException",
                "Subscriber limit exceeded: Update to PayPerRequest mode are limited to once in 1 day(s)."
            ),
            (
                .dynamoDB, "LimitExceededException",
                "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day."
            ),
            (
                .lambda, "InvalidParameterValueException",
                "Specified ReservedConcurrentExecutions for function decreases account's "
                    + "UnreservedConcurrentExecution below its minimum value of [10]."
            ),
            (.dynamoDB, "LimitExceededException", ""), (.dynamoDB, "LimitExceededException", "something new"),
            (.logs, "LimitExceededException", "Only 500 groups can be created simultaneously"),
            (.lambda, "ServiceQuotaExceededException", ""), (.logs, "TooManyTagsException", ""),
            (.lambda, "AliasLimitExceededException", ""),
            (
                .lambda, "InvalidParameterValueException",
                "Lambda was unable to configure access to your environment variables because the KMS key is invalid for "
                    + "CreateGrant. Please check your KMS key settings. KMS Exception: LimitExceededException KMS Message: "
                    + "The request was rejected because a quota was exceeded."
            ),
            (.lambda, "CodeStorageExceededException", ""), (.lambda, "PublicPolicyException", ""),
            (.lambda, "PolicyLengthExceededException", ""), (.lambda, "RequestEntityTooLargeException", ""),
            (.iam, "UnmodifiableEntity", ""), (.dynamoDB, "ValidationException", ""),
            (.logs, "LimitExceededException", ""),
            // The same code of another service has no meaning here.
            (.sts, "NoSuchEntity", ""),
        ])
    func final(service: Service, code: String, message: String) async {
        let error = error(service, code, message)
        #expect(error.classification(during: .write) == .final)
        #expect(error.classification(during: .readOrDelete) == .final)
        await #expect(throws: error) { try await classifyingErrors { throw error } }
        await #expect(throws: error) { try await ifPresent { throw error } }
    }

    @Test(
        "that means that someone else was faster is neither retried nor waited for",
        arguments: [
            (
                "PreconditionFailedException",
                "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to "
                    + "retrieve the latest Revision Id",
                "it was changed meanwhile by someone else"
            ),
            (
                "InvalidParameterValueException",
                "CodeSHA256 (47DEQ=) is different from current CodeSHA256 in $LATEST (CYFRk=). Please try again with the "
                    + "CodeSHA256 in $LATEST.",
                "the function's code was changed meanwhile"
            ),
        ])
    func conflict(code: String, message: String, reason: String) async {
        let error = error(.lambda, code, message)
        await #expect(throws: Conflict(reason)) { try await classifyingErrors { throw error } }
        await #expect(throws: Conflict(reason)) { try await classifyingErrors { try await ifPresent { throw error } } }
    }

    @Test("that reports a missing managed policy is final for a write")
    func noSuchPolicy() async {
        let error = error(
            .iam, "NoSuchEntity", "Scope ARN: arn:aws:iam::1:policy/x does not exist or is not attachable.")
        #expect(error.classification(during: .write) == .final)
        await #expect(throws: error) { try await classifyingErrors { throw error } }
    }

    @Test(
        "that reports an existing resource is passed to the engine as such, and no other error is",
        arguments: [
            (Service.iam, "EntityAlreadyExists", "Role with name x already exists.", true),
            (.dynamoDB, "ResourceInUseException", "Table already exists: x", true),
            (.logs, "ResourceAlreadyExistsException", "The specified log group already exists", true),
            (.lambda, "ResourceConflictException", "Function already exist: f", true),
            (.lambda, "ResourceConflictException", "Alias already exists: arn:x", true),
            (.lambda, "ResourceConflictException", "FunctionUrlConfig exists for this Lambda function", true),
            (.lambda, "ResourceConflictException", "The statement id (a) provided already exists.", true),
            (.lambda, "ResourceConflictException", "An update is in progress for resource: arn:x", false),
            (.lambda, "ResourceConflictException", "something new", false),
            (.dynamoDB, "ResourceInUseException", "Attempt to change a resource which is still in use", false),
            (.iam, "ConcurrentModification", "", false), (.iam, "Throttling", "", false),
        ])
    func conflicts(service: Service, code: String, message: String, isConflict: Bool) async throws {
        let error = error(service, code, message)
        let thrown = await #expect(throws: NotYet.self) { try await classifyingErrors { throw error } }
        #expect(thrown?.alreadyExists as? ServiceError == (isConflict ? error : nil))
    }

    @Test(
        "that refuses to create a resource means that it exists, whatever the words",
        arguments: [
            (Service.dynamoDB, "CreateTable", "ResourceInUseException", true),
            (.dynamoDB, "UpdateTable", "ResourceInUseException", false),
            (.lambda, "CreateFunction", "ResourceConflictException", true),
            (.lambda, "UpdateFunctionCode", "ResourceConflictException", false),
            (.lambda, "CreateAlias", "ResourceConflictException", false),
        ])
    func conflictsInNewWords(service: Service, operation: String, code: String, isConflict: Bool) async {
        let error = error(service, code, "something new", operation: operation)
        let thrown = await #expect(throws: NotYet.self) { try await classifyingErrors { throw error } }
        #expect(thrown?.alreadyExists as? ServiceError == (isConflict ? error : nil))
    }

    @Test("that left a write's outcome unknown is passed to the engine with its cause, also for a deletion")
    func outcomeUnknown() async throws {
        let cause = error(.lambda, "ServiceException")
        let lost = LostResponse(LambdaClient.deleteFunction, cause: cause)
        let error = await #expect(throws: OutcomeUnknown.self) { try await classifyingErrors { throw lost } }
        #expect(error?.cause as? ServiceError == cause)
        await #expect(throws: OutcomeUnknown.self) {
            try await classifyingErrors { try await ifPresent { throw lost } }
        }
    }

    @Test("of a create's further write is left to the next round if it only needs time, or if its response was lost")
    func furtherWrite() async throws {
        let lost = LostResponse(IAMClient.putRolePolicy, cause: error(.iam, "ServiceFailure"))
        try await bestEffort { throw lost }
        let unseen = error(.iam, "NoSuchEntity")
        try await bestEffort { throw unseen }
        let denied = error(.iam, "AccessDenied")
        await #expect(throws: denied) { try await bestEffort { throw denied } }
    }

    @Test("that a role's boundary is no policy is final for a write, and absent for a deletion")
    func missingBoundary() {
        let error = error(
            .iam, "NoSuchEntity", "Scope ARN: arn:aws:iam::1:policy/x does not exist or is not attachable.")
        #expect(error.classification(during: .write) == .final)
        #expect(error.classification(during: .readOrDelete) == .absent)
    }

    @Test("of a deletion means gone, or not yet")
    func removal() async throws {
        let gone = error(.iam, "NoSuchEntity")
        let removed: Void? = try await classifyingErrors { try await ifPresent { throw gone } }
        #expect(removed == nil)
        let inUse = error(.iam, "DeleteConflict")
        await #expect(throws: NotYet.self) { try await classifyingErrors { try await ifPresent { throw inUse } } }
    }
}
