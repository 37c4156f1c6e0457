import AWSClient
import Deployer
import Testing

@testable import AWSResources

@Suite("An error of AWS")
struct MeaningTests {
    func error(_ service: Service, _ code: String, _ message: String = "") -> ServiceError {
        ServiceError(
            service: service.name, operation: "X", code: code, message: message, status: 400, requestID: nil)
    }

    @Test(
        "that says there is no such thing means absent to a look, and not yet to a write",
        arguments: [
            (Service.dynamoDB, "ResourceNotFoundException"), (.dynamoDB, "TableNotFoundException"),
            (.iam, "NoSuchEntity"), (.logs, "ResourceNotFoundException"), (.lambda, "ResourceNotFoundException"),
        ])
    func absent(service: Service, code: String) {
        #expect(error(service, code).meaning(during: .lookOrRemoval) == .absent)
        guard case .notYet = error(service, code).meaning(during: .write) else {
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
                .lambda, "InvalidParameterValueException", "KMS key is invalid for CreateGrant",
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
                .lambda, "ResourceConflictException", "Function already exist: f", "stands already; looking again"
            ),
            (
                .lambda, "PreconditionFailedException", "", "changed by someone else meanwhile; looking again"
            ),
            (.iam, "EntityAlreadyExists", "", "stands already; looking again"),
            (.iam, "DeleteConflict", "", "something is still attached to the role"),
            (.iam, "ConcurrentModification", "", "IAM is busy with the role"),
            (
                .iam, "MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"x\"",
                "IAM does not know the trusted principal yet"
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
            (.logs, "OperationAbortedException", "", "CloudWatch Logs is busy with the log group"),
            (.logs, "ResourceAlreadyExistsException", "", "stands already; looking again"),
        ])
    func notYet(service: Service, code: String, message: String, reason: String) async {
        let error = error(service, code, message)
        #expect(error.meaning(during: .write) == .notYet(reason))
        await #expect(throws: NotYet(reason)) { try await patiently { throw error } }
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
            (.dynamoDB, "ValidationException", ""), (.logs, "LimitExceededException", ""),
            // The same code of another service says nothing.
            (.sts, "NoSuchEntity", ""),
        ])
    func final(service: Service, code: String, message: String) async {
        let error = error(service, code, message)
        #expect(error.meaning(during: .write) == .final)
        #expect(error.meaning(during: .lookOrRemoval) == .final)
        await #expect(throws: error) { try await patiently { throw error } }
        await #expect(throws: error) { try await ifPresent { throw error } }
    }

    @Test("at a removal means gone, or not yet")
    func removal() async throws {
        let gone = error(.iam, "NoSuchEntity")
        let removed: Void? = try await patiently { try await ifPresent { throw gone } }
        #expect(removed == nil)
        let inUse = error(.iam, "DeleteConflict")
        await #expect(throws: NotYet.self) { try await patiently { try await ifPresent { throw inUse } } }
    }
}
