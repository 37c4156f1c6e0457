import AWSClient
import Testing

@testable import AWSResources
@testable import AWSTestSupport

@Suite("A LimitExceededException of DynamoDB")
struct DynamoDBErrorsTests {
    private static func error(_ message: String, of service: Service = .dynamoDB) -> ServiceError {
        ServiceError(
            service: service.name, operation: "X", code: "LimitExceededException", message: message, status: 400,
            requestID: nil, rules: TestedService.errors(of: service))
    }

    static let limitsThatPass = [
        "Subscriber limit exceeded: Only 500 tables can be created, updated, or deleted simultaneously",
        "Subscriber limit exceeded: Only 10 tables can be created, updated, or deleted simultaneously",
        "Subscriber limit exceeded: You have exceeded the maximum number of indexed tables that can be created "
            + "simultaneously",
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table",
        "There is a limit of 50 simultaneous operations", "Too many CONCURRENT control plane operations",
    ]

    static let quotas = [
        "", "something new", "Too many operations for a given subscriber",
        "Subscriber limit exceeded: There is a limit of 2500 tables per subscriber",
        "Subscriber limit exceeded: There is a limit of 256 tables per subscriber",
        "Subscriber limit exceeded: Update to PayPerRequest mode are limited to 4 times in 1 day(s).",
        "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day.",
    ]

    @Test("is throttling if the message names simultaneous operations", arguments: limitsThatPass)
    func passes(message: String) {
        let error = Self.error(message)
        #expect(error.isThrottling && error.isPassing)
        #expect(error.classification(during: .write) == .throttled("DynamoDB is changing too many tables at once"))
    }

    @Test("is a quota otherwise", arguments: quotas)
    func lasts(message: String) {
        let error = Self.error(message)
        #expect(!error.isThrottling && !error.isPassing && error.classification(during: .write) == .final)
    }

    @Test("is no throttling in another service", arguments: [Service.iam, .lambda, .logs, .sts])
    func others(service: Service) {
        let error = Self.error(Self.limitsThatPass[0], of: service)
        #expect(!error.isThrottling && error.classification(during: .write) == .final)
    }
}
