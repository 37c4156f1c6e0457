/// Whether and when a failed request is sent again.
///
/// It is pure: it does not sleep and uses no random numbers. `RetryTable` decides what kind of failure an error is.
public struct RetryPolicy: Sendable, Equatable {
    /// The kind of a failure.
    public enum Failure: Sendable, Equatable {
        /// A connection broke, a timeout passed, a server failed: a retry will probably work.
        case transient
        /// There were too many requests, and nothing was carried out: a later retry may work.
        case throttling
        /// The signature was rejected: the right clock or newer credentials may help.
        case signature
        /// A retry would give the same response.
        case final
    }

    /// What to do after a failure.
    public enum Decision: Sendable, Equatable {
        /// Do not retry.
        case stop
        /// Take `cost` tokens from the shared quota; if there are enough, wait and send the request again.
        case retry(after: Duration, cost: Int)
    }

    /// How often, and after which waits, a request is sent again after one kind of failure.
    struct Backoff: Sendable, Equatable {
        /// The most attempts, including the first.
        var maxAttempts: Int
        /// The wait before the first retry, before jitter; it doubles with each retry.
        var base: Duration
        /// The tokens that a retry takes from the quota.
        var cost: Int
    }

    static let longestDelay = Duration.seconds(20)

    let transient: Backoff
    let throttling: Backoff
    /// The server's hint may extend a wait by up to this much.
    let longestServerExtension: Duration
    /// Whether a throttled request waits when the quota is empty, instead of failing.
    let waitsOutThrottling: Bool
    /// The lowest rate per second to which requests to a throttled service are slowed down together; nil for no limit.
    let leastRatePerSecond: Double?

    /// What to do after an attempt failed.
    ///
    /// - Parameters:
    ///   - failure: how it failed.
    ///   - attempt: its number; 1 is the first.
    ///   - jitter: from 0 to 1; the wait is multiplied by it.
    ///   - serverHint: the wait that the response asks for.
    public func decision(
        after failure: Failure, attempt: Int, jitter: Double, serverHint: Duration? = nil
    ) -> Decision {
        guard let backoff = backoff(after: failure), attempt < backoff.maxAttempts else { return .stop }
        // 2^20 already exceeds the longest delay by far.
        let doublings = min(max(attempt, 1) - 1, 20)
        let longest = min(min(backoff.base, Self.longestDelay) * (1 << doublings), Self.longestDelay)
        let own = longest * min(max(jitter, 0), 1)
        let wait = serverHint.map { max(own, min($0, own + longestServerExtension)) } ?? own
        return .retry(after: wait, cost: backoff.cost)
    }

    /// How long to wait if the quota is too low for a retry; nil to fail instead.
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

// MARK: - The policies

extension RetryPolicy {
    /// The default policy, made for a deployer: it waits out throttling for minutes.
    ///
    /// Transient failures are handled as in ``standard(for:maxAttempts:)``. When throttled, twelve attempts wait 75
    /// seconds on average and 151 at most, plus the server's hints and the shared rate limit. If every fifth request is
    /// throttled at random, one in 200 million fails. A throttled deploy continues at four requests a second per
    /// service, a quarter of what IAM and Lambda allow an account. `maxAttempts`, if set, limits both kinds of failure.
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

    /// AWS's "adaptive" mode: "standard" plus a shared rate limit after throttling (`botocore/retries/adaptive.py`).
    public static func adaptive(for service: Service, maxAttempts: Int? = nil) -> RetryPolicy {
        standard(for: service, maxAttempts: maxAttempts, leastRatePerSecond: 0.5)
    }

    /// AWS's "legacy" mode: no quota, and no server hints (`botocore/data/_retry.json`).
    ///
    /// Unlike in botocore, jitter and the limit of 20 seconds apply to DynamoDB too.
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
