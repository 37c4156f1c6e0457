/// Whether and when a failed request is sent again.
///
/// Pure: it sleeps for nothing and rolls no dice. ``RetryTable`` tells what kind of failure an error is.
public struct RetryPolicy: Sendable, Equatable {
    /// Why a request failed, as far as it matters here.
    public enum Failure: Sendable, Equatable {
        /// A connection broke, a time-out passed, a server failed: likely gone the next moment.
        case transient
        /// There were too many requests, and nothing was carried out: to be sent later.
        case throttling
        /// The signature was not taken: by the right clock or with newer credentials it may be.
        case signature
        /// Sending it again would give the same answer.
        case final
    }

    /// What to do after a failure.
    public enum Decision: Sendable, Equatable {
        /// The failure stands.
        case stop
        /// Wait, take `cost` tokens from the shared quota, and send it again if there were as many.
        case retry(after: Duration, cost: Int)
    }

    /// How often and after which waits a request is sent again after one kind of failure.
    struct Backoff: Sendable, Equatable {
        /// How often it is sent at most, the first time included.
        var maxAttempts: Int
        /// The wait before the first retry, before it is shortened by chance; doubled before each further one.
        var base: Duration
        /// What a retry takes from the quota.
        var cost: Int
    }

    static let longestDelay = Duration.seconds(20)

    let transient: Backoff
    let throttling: Backoff
    /// The server's own wish may lengthen a wait by this much.
    let longestServerExtension: Duration
    /// Whether a throttled request waits where the quota is empty, instead of failing.
    let waitsOutThrottling: Bool
    /// The least rate to which a throttled service's requests are slowed down together, a second; nil leaves each alone.
    let leastRatePerSecond: Double?

    /// What to do after attempt number `attempt` (1 is the first) failed.
    ///
    /// - Parameters:
    ///   - jitter: from 0 to 1; the wait is shortened to that part of itself.
    ///   - serverHint: how long the answer asks to wait.
    public func decision(
        after failure: Failure, attempt: Int, jitter: Double, serverHint: Duration? = nil
    ) -> Decision {
        guard let backoff = backoff(after: failure), attempt < backoff.maxAttempts else { return .stop }
        // 2^20 is far beyond the longest delay already.
        let doublings = min(max(attempt, 1) - 1, 20)
        let longest = min(min(backoff.base, Self.longestDelay) * (1 << doublings), Self.longestDelay)
        let own = longest * min(max(jitter, 0), 1)
        let wait = serverHint.map { max(own, min($0, own + longestServerExtension)) } ?? own
        return .retry(after: wait, cost: backoff.cost)
    }

    /// How long to wait where the quota has not enough left for a retry; nil where the failure stands then.
    func waitWithoutQuota(after failure: Failure) -> Duration? {
        failure == .throttling && waitsOutThrottling ? Self.longestDelay : nil
    }

    private func backoff(after failure: Failure) -> Backoff? {
        switch failure {
        case .transient: transient
        case .throttling: throttling
        case .signature, .final: nil
        }
    }
}

// MARK: - The policies that there are

extension RetryPolicy {
    /// Ours, made for a deployer: a moment's failure as in ``standard(for:maxAttempts:)``, throttling for minutes.
    ///
    /// Twelve attempts wait 75 seconds on average and 151 at most, beside what the server asks for and the common rate limit;
    /// where every fifth request is throttled by chance, one in 200 million fails for it. A deploy that is throttled
    /// goes on at four requests a second for each service, a quarter of what IAM and Lambda take of an account.
    /// `maxAttempts` bounds both kinds where it is set.
    public static func deployer(for service: Service, maxAttempts: Int? = nil) -> RetryPolicy {
        RetryPolicy(
            transient: Backoff(maxAttempts: maxAttempts ?? 5, base: standardBase(for: service), cost: 14),
            throttling: Backoff(maxAttempts: maxAttempts ?? 12, base: .seconds(1), cost: 5),
            longestServerExtension: .seconds(20), waitsOutThrottling: true, leastRatePerSecond: 4)
    }

    /// AWS's "standard" mode with its numbers of 2026 (`botocore/retries/standard.py`).
    public static func standard(for service: Service, maxAttempts: Int? = nil) -> RetryPolicy {
        standard(for: service, maxAttempts: maxAttempts, leastRatePerSecond: nil)
    }

    /// AWS's "adaptive" mode: "standard", and a common rate limit after a throttled request (`botocore/retries/adaptive.py`).
    public static func adaptive(for service: Service, maxAttempts: Int? = nil) -> RetryPolicy {
        standard(for: service, maxAttempts: maxAttempts, leastRatePerSecond: 0.5)
    }

    /// AWS's "legacy" mode: no quota, and deaf to what the server asks for (`botocore/data/_retry.json`).
    ///
    /// Waits are shortened by chance and 20 seconds at most for DynamoDB too, where botocore does neither.
    public static func legacy(for service: Service, maxAttempts: Int? = nil) -> RetryPolicy {
        let backoff =
            service == .dynamoDB
            ? Backoff(maxAttempts: maxAttempts ?? 10, base: .milliseconds(50), cost: 0)
            : Backoff(maxAttempts: maxAttempts ?? 5, base: .seconds(1), cost: 0)
        return RetryPolicy(
            transient: backoff, throttling: backoff, longestServerExtension: .zero, waitsOutThrottling: false,
            leastRatePerSecond: nil)
    }

    private static func standard(
        for service: Service, maxAttempts: Int?, leastRatePerSecond: Double?
    ) -> RetryPolicy {
        let attempts = maxAttempts ?? (service == .dynamoDB ? 4 : 3)
        return RetryPolicy(
            transient: Backoff(maxAttempts: attempts, base: standardBase(for: service), cost: 14),
            throttling: Backoff(maxAttempts: attempts, base: .seconds(1), cost: 5),
            longestServerExtension: .seconds(5), waitsOutThrottling: false, leastRatePerSecond: leastRatePerSecond)
    }

    private static func standardBase(for service: Service) -> Duration {
        service == .dynamoDB ? .milliseconds(25) : .milliseconds(50)
    }
}
