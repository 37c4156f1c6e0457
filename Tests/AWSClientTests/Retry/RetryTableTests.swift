import Testing

@testable import AWSClient

@Suite("The retry table")
struct RetryTableTests {
    static func error(_ code: String, _ status: Int, from service: Service = .iam, message: String = "") -> ServiceError
    {
        ServiceError(
            service: service.name, operation: "X", code: code, message: message, status: status, requestID: nil)
    }

    @Test(
        "distinguishes kinds of failure",
        arguments: [
            ("Throttling", 400, RetryPolicy.Failure.throttling), ("ThrottlingException", 400, .throttling),
            ("TooManyRequestsException", 429, .throttling), ("SlowDown", 503, .throttling),
            ("Anything", 429, .throttling), ("RequestLimitExceeded", 400, .throttling),
            ("ProvisionedThroughputExceededException", 400, .throttling), ("PriorRequestNotComplete", 400, .throttling),
            ("RequestTimeout", 400, .transient), ("Internal Server Error", 500, .transient),
            ("ServiceFailure", 500, .transient), ("X", 502, .transient), ("X", 503, .transient), ("X", 504, .transient),
            ("X", 501, .final), ("X", 400, .final), ("X", 301, .final), ("AccessDenied", 403, .final),
            ("ResourceConflictException", 409, .final), ("InvalidClientTokenId", 403, .final),
            ("SignatureDoesNotMatch", 403, .signature), ("InvalidSignatureException", 400, .signature),
            ("ExpiredToken", 403, .signature), ("ExpiredTokenException", 400, .signature),
            ("RequestExpired", 400, .signature), ("AccessDeniedException", 403, .signature),
        ])
    func failures(code: String, status: Int, failure: RetryPolicy.Failure) {
        #expect(RetryTable.failure(of: Self.error(code, status)) == failure)
    }

    @Test("takes no service's limit for throttling unless the service's own rules say so")
    func limits() {
        let message = "Only 500 tables can be created, updated, or deleted simultaneously"
        for service in Service.all {
            let error = Self.error("LimitExceededException", 400, from: service, message: message)
            #expect(RetryTable.failure(of: error) == .final && !error.isThrottling)
        }
        let rule = ErrorRule(["LimitExceededException"], saying: ["SIMULTANEOUS"], means: .throttled("too many"))
        let error = ServiceError(
            service: "DynamoDB", operation: "X", code: "LimitExceededException", message: message, status: 400,
            requestID: nil, rules: [rule])
        #expect(RetryTable.failure(of: error) == .throttling && error.isThrottling)
        #expect(error.classification(during: .write) == .throttled("too many"))
        #expect(RetryTable.failure(of: Self.error("LimitExceeded", 409)) == .final)
    }

    @Test(
        "takes no quota as throttling",
        arguments: [
            ("ServiceQuotaExceededException", 402), ("CodeStorageExceededException", 400),
            ("AliasLimitExceededException", 400), ("PolicyLengthExceededException", 400),
            ("TooManyTagsException", 400), ("LimitExceeded", 409), ("TagLimitExceeded", 400),
        ])
    func lastingQuotas(code: String, status: Int) {
        for service in Service.all {
            #expect(RetryTable.failure(of: Self.error(code, status, from: service)) == .final)
        }
    }

    @Test(
        "retries a broken connection, but not an untrusted certificate",
        arguments: [
            (6, RetryPolicy.Failure.transient), (7, .transient), (28, .transient), (35, .transient), (56, .transient),
            (60, .final), (77, .final), (3, .final), (23, .final),
        ])
    func transport(code: Int, failure: RetryPolicy.Failure) {
        let error = TransportError(host: "h", code: code, message: "", mayHaveArrived: false)
        #expect(RetryTable.failure(of: error) == failure)
    }

    @Test("does not retry after cancellation or missing credentials")
    func others() {
        #expect(RetryTable.failure(of: CancellationError()) == .final)
        #expect(RetryTable.failure(of: CredentialError(declined: [])) == .final)
        #expect(!RetryTable.leavesOutcomeUnknown(CancellationError()))
        #expect(!RetryTable.leavesOutcomeUnknown(CredentialError(declined: [])))
    }

    @Test("knows which errors leave the outcome unknown")
    func unknownOutcomes() {
        let unknown: [any Error] = [
            TransportError(host: "h", code: 56, message: "", mayHaveArrived: true),
            TransportError(host: "h", code: 23, message: "", mayHaveArrived: true),
            Self.error("X", 500), Self.error("X", 502), Self.error("X", 503), Self.error("X", 504),
            Self.error("X", 520), Self.error("RequestTimeout", 400),
            UnreadableResponse(service: "IAM", operation: "X", reason: "", requestID: nil),
        ]
        let certain: [any Error] = [
            TransportError(host: "h", code: 7, message: "", mayHaveArrived: false),
            Self.error("Throttling", 400), Self.error("SlowDown", 503), Self.error("X", 429),
            Self.error("ExpiredToken", 403), Self.error("SignatureDoesNotMatch", 403), Self.error("X", 400),
            Self.error("X", 409), Self.error("X", 307), Self.error("X", 501),
        ]
        for error in unknown { #expect(RetryTable.leavesOutcomeUnknown(error), "\(error)") }
        for error in certain { #expect(!RetryTable.leavesOutcomeUnknown(error), "\(error)") }
    }

    @Test("knows whether an error is temporary")
    func passing() {
        #expect(Self.error("Throttling", 400).isPassing)
        #expect(Self.error("X", 500).isPassing)
        #expect(Self.error("X", 599).isPassing)
        #expect(!Self.error("AccessDenied", 403).isPassing)
        #expect(!Self.error("ExpiredToken", 403).isPassing)
    }
}
