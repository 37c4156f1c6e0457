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

    @Test("of AWS's standard mode makes three attempts, and four on DynamoDB, unless set otherwise")
    func attempts() {
        #expect(waits(.standard(for: .iam), .transient).count == 2)
        #expect(waits(.standard(for: .dynamoDB), .throttling).count == 3)
        #expect(waits(.standard(for: .dynamoDB, maxAttempts: 7), .throttling).count == 6)
        #expect(waits(.standard(for: .lambda, maxAttempts: 1), .transient).isEmpty)
    }

    @Test("waits 50 ms, doubled each time, after a transient failure, and 25 ms on DynamoDB")
    func transient() {
        #expect(waits(.standard(for: .lambda), .transient) == [.milliseconds(50), .milliseconds(100)])
        #expect(
            waits(.standard(for: .dynamoDB), .transient) == [.milliseconds(25), .milliseconds(50), .milliseconds(100)])
    }

    @Test("waits a second, doubled each time up to twenty, after throttling")
    func throttling() {
        #expect(
            waits(.standard(for: .lambda, maxAttempts: 8), .throttling)
                == [1, 2, 4, 8, 16, 20, 20].map { .seconds($0) })
    }

    @Test("of AWS's adaptive mode is the standard one with a shared rate limiter")
    func adaptive() {
        for service in Service.all {
            for failure in [RetryPolicy.Failure.transient, .throttling] {
                #expect(waits(.adaptive(for: service), failure) == waits(.standard(for: service), failure))
            }
        }
        #expect(RetryPolicy.adaptive(for: .iam).leastRatePerSecond == 0.5)
        #expect(RetryPolicy.standard(for: .iam).leastRatePerSecond == nil)
    }

    @Test("of AWS's legacy mode makes five attempts, ten on DynamoDB, for any failure, without quota or server hints")
    func legacy() {
        for failure in [RetryPolicy.Failure.transient, .throttling] {
            #expect(waits(.legacy(for: .iam), failure) == [1, 2, 4, 8].map { .seconds($0) })
            #expect(waits(.legacy(for: .iam, maxAttempts: 7), failure).suffix(2) == [.seconds(16), .seconds(20)])
            #expect(
                waits(.legacy(for: .dynamoDB), failure)
                    == [50, 100, 200, 400, 800, 1600, 3200, 6400, 12800].map { .milliseconds($0) })
            #expect(waits(.legacy(for: .iam), failure, hint: .seconds(60)) == waits(.legacy(for: .iam), failure))
        }
        let decision = RetryPolicy.legacy(for: .iam).decision(after: .throttling, attempt: 1, jitter: 0)
        #expect(decision == .retry(after: .zero, cost: 0))
    }

    @Test("of the deployer makes five attempts after transient failures, and waits for minutes after throttling")
    func longTimeout() {
        let own = RetryPolicy.deployer(for: .lambda)
        #expect(waits(own, .transient) == [50, 100, 200, 400].map { .milliseconds($0) })
        #expect(waits(own, .throttling) == [1, 2, 4, 8, 16, 20, 20, 20, 20, 20, 20].map { .seconds($0) })
        #expect(waits(own, .throttling).reduce(.zero, +) == .seconds(151))
        #expect(waits(.deployer(for: .lambda, maxAttempts: 2), .transient).count == 1)
        #expect(waits(.deployer(for: .lambda, maxAttempts: 2), .throttling).count == 1)
        #expect(waits(own, .throttling, hint: .seconds(60)).first == .seconds(21))
    }

    @Test("of the deployer waits if the quota is empty, unlike AWS's modes, but only when throttled")
    func withoutQuota() {
        #expect(RetryPolicy.deployer(for: .iam).waitWithoutQuota(after: .throttling) == .seconds(20))
        #expect(RetryPolicy.deployer(for: .iam).waitWithoutQuota(after: .transient) == nil)
        #expect(RetryPolicy.standard(for: .iam).waitWithoutQuota(after: .throttling) == nil)
        #expect(RetryPolicy.adaptive(for: .iam).waitWithoutQuota(after: .throttling) == nil)
    }

    @Test("shortens each wait at random, and ignores numbers outside 0 to 1")
    func jitter() {
        #expect(waits(.standard(for: .iam), .throttling, jitter: 0.5) == [.milliseconds(500), .seconds(1)])
        #expect(waits(.standard(for: .iam), .throttling, jitter: 0) == [.zero, .zero])
        #expect(waits(.standard(for: .iam), .throttling, jitter: -3) == [.zero, .zero])
        #expect(waits(.standard(for: .iam), .throttling, jitter: 3) == [.seconds(1), .seconds(2)])
    }

    @Test("follows the server's hint, up to five seconds beyond its own wait")
    func hint() {
        #expect(waits(.standard(for: .iam), .throttling, hint: .seconds(3)) == [.seconds(3), .seconds(3)])
        #expect(waits(.standard(for: .iam), .throttling, hint: .seconds(60)) == [.seconds(6), .seconds(7)])
        #expect(waits(.standard(for: .iam), .throttling, hint: .milliseconds(1)) == [.seconds(1), .seconds(2)])
    }

    @Test("costs 14 tokens, and 5 after throttling")
    func cost() {
        for policy in [RetryPolicy.standard(for: .iam), .deployer(for: .iam)] {
            #expect(policy.decision(after: .transient, attempt: 1, jitter: 0) == .retry(after: .zero, cost: 14))
            #expect(policy.decision(after: .throttling, attempt: 1, jitter: 0) == .retry(after: .zero, cost: 5))
            #expect(policy.decision(after: .final, attempt: 1, jitter: 0) == .stop)
            #expect(policy.decision(after: .signature, attempt: 1, jitter: 0) == .stop)
        }
    }

    @Test("does not trap on any number of an attempt", arguments: [Int.min, 0, 63, 64, Int.max - 1])
    func anyAttempt(attempt: Int) {
        let policy = RetryPolicy.deployer(for: .iam, maxAttempts: .max)
        #expect(policy.decision(after: .throttling, attempt: attempt, jitter: 1) != .stop)
    }

    @Test("keeps its quota between 0 and 500")
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
