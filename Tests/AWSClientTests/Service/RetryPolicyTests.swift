import Testing

@testable import AWSClient

@Suite("The retry policy")
struct RetryPolicyTests {
    private func waits(
        _ policy: RetryPolicy, _ failure: RetryPolicy.Failure, jitter: Double = 1, hint: Duration? = nil
    ) -> [Duration] {
        var waits: [Duration] = []
        var attempt = 1
        while case .retry(let wait, _) = policy.decision(
            after: failure, attempt: attempt, jitter: jitter, serverHint: hint)
        {
            waits.append(wait)
            attempt += 1
        }
        return waits
    }

    @Test("makes three attempts, and four on DynamoDB, unless told otherwise")
    func attempts() {
        #expect(RetryPolicy.standard(for: .iam).maxAttempts == 3)
        #expect(RetryPolicy.standard(for: .dynamoDB).maxAttempts == 4)
        #expect(RetryPolicy.standard(for: .dynamoDB, maxAttempts: 7).maxAttempts == 7)
        #expect(waits(.standard(for: .lambda, maxAttempts: 1), .transient).isEmpty)
    }

    @Test("waits 50 ms doubled each time, and 25 ms on DynamoDB, after what passes by itself")
    func transient() {
        #expect(waits(.standard(for: .lambda), .transient) == [.milliseconds(50), .milliseconds(100)])
        #expect(
            waits(.standard(for: .dynamoDB), .transient) == [.milliseconds(25), .milliseconds(50), .milliseconds(100)])
    }

    @Test("waits a second doubled each time, at most twenty, after throttling")
    func throttling() {
        #expect(
            waits(.standard(for: .lambda, maxAttempts: 8), .throttling)
                == [1, 2, 4, 8, 16, 20, 20].map { .seconds($0) })
    }

    @Test("shortens each wait by chance, and by no number outside 0 to 1")
    func jitter() {
        #expect(waits(.standard(for: .iam), .throttling, jitter: 0.5) == [.milliseconds(500), .seconds(1)])
        #expect(waits(.standard(for: .iam), .throttling, jitter: 0) == [.zero, .zero])
        #expect(waits(.standard(for: .iam), .throttling, jitter: -3) == [.zero, .zero])
        #expect(waits(.standard(for: .iam), .throttling, jitter: 3) == [.seconds(1), .seconds(2)])
    }

    @Test("follows the server's wish, up to five seconds beyond its own wait")
    func hint() {
        #expect(waits(.standard(for: .iam), .throttling, hint: .seconds(3)) == [.seconds(3), .seconds(3)])
        #expect(waits(.standard(for: .iam), .throttling, hint: .seconds(60)) == [.seconds(6), .seconds(7)])
        #expect(waits(.standard(for: .iam), .throttling, hint: .milliseconds(1)) == [.seconds(1), .seconds(2)])
    }

    @Test("costs 14 tokens, and 5 after throttling")
    func cost() {
        let policy = RetryPolicy.standard(for: .iam)
        #expect(policy.decision(after: .transient, attempt: 1, jitter: 0) == .retry(after: .zero, cost: 14))
        #expect(policy.decision(after: .throttling, attempt: 1, jitter: 0) == .retry(after: .zero, cost: 5))
        #expect(policy.decision(after: .final, attempt: 1, jitter: 0) == .stop)
    }

    @Test("does not trap on any attempt's number", arguments: [Int.min, 0, 63, 64, Int.max - 1])
    func anyAttempt(attempt: Int) {
        let policy = RetryPolicy(maxAttempts: .max, baseDelay: .milliseconds(50))
        #expect(policy.decision(after: .throttling, attempt: attempt, jitter: 1) != .stop)
    }

    @Test(
        "tells kinds of failure apart",
        arguments: [
            ("Throttling", 400, RetryPolicy.Failure.throttling), ("ThrottlingException", 400, .throttling),
            ("TooManyRequestsException", 429, .throttling), ("SlowDown", 503, .throttling),
            ("Anything", 429, .throttling),
            ("RequestLimitExceeded", 400, .throttling), ("RequestTimeout", 400, .transient),
            ("Internal Server Error", 500, .transient), ("ServiceFailure", 500, .transient), ("X", 502, .transient),
            ("X", 503, .transient), ("X", 504, .transient), ("X", 501, .final), ("X", 400, .final),
            ("LimitExceeded", 409, .final), ("LimitExceededException", 400, .final), ("AccessDenied", 403, .final),
            ("ResourceConflictException", 409, .final),
        ])
    func failures(code: String, status: Int, failure: RetryPolicy.Failure) {
        let error = ServiceError(
            service: "IAM", operation: "X", code: code, message: "", status: status, requestID: nil)
        #expect(RetryPolicy.Failure(of: error, for: .iam) == failure)
    }

    @Test("takes DynamoDB's LimitExceededException for one that passes")
    func limitExceeded() {
        let error = ServiceError(
            service: "DynamoDB", operation: "X", code: "LimitExceededException", message: "", status: 400,
            requestID: nil)
        #expect(RetryPolicy.Failure(of: error, for: .dynamoDB) == .throttling)
    }

    @Test(
        "tries a broken connection again, but not a certificate that is not trusted",
        arguments: [
            (6, RetryPolicy.Failure.transient), (7, .transient), (28, .transient), (35, .transient), (56, .transient),
            (60, .final), (77, .final), (3, .final), (23, .final),
        ])
    func transport(code: Int, failure: RetryPolicy.Failure) {
        let error = TransportError(host: "h", code: code, message: "", mayHaveArrived: false)
        #expect(RetryPolicy.Failure(of: error, for: .iam) == failure)
    }

    @Test("does not try cancellation and missing credentials again")
    func others() {
        #expect(RetryPolicy.Failure(of: CancellationError(), for: .iam) == .final)
        #expect(RetryPolicy.Failure(of: CredentialError(declined: []), for: .iam) == .final)
    }

    @Test("keeps its quota between nothing and 500")
    func quota() {
        let quota = RetryQuota()
        quota.refund(nil)
        #expect(quota.tokens == 500)
        #expect((1...40).filter { _ in quota.take(14) }.count == 35)
        #expect(quota.tokens == 10)
        #expect(!quota.take(14))
        #expect(quota.take(5))
        quota.refund(14)
        quota.refund(nil)
        #expect(quota.tokens == 20)
    }
}
