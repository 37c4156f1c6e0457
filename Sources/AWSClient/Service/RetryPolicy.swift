/// Whether and when a failed request is sent again: AWS's "standard" mode with its numbers of 2026.
///
/// Pure: it sleeps for nothing and rolls no dice. The numbers are botocore's
/// (<https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
public struct RetryPolicy: Sendable, Equatable {
    /// Why a request failed, as far as it matters here.
    public enum Failure: Sendable, Equatable {
        /// A connection broke, a time-out passed, a server failed: likely gone the next moment.
        case transient
        /// There were too many requests: to be sent later.
        case throttling
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

    /// How often a request is sent at most, the first time included.
    public let maxAttempts: Int
    /// The wait before the first retry of a transient failure, before it is shortened by chance.
    public let baseDelay: Duration

    static let throttlingBaseDelay = Duration.seconds(1)
    static let longestDelay = Duration.seconds(20)
    static let transientCost = 14
    static let throttlingCost = 5
    /// The server's own wish may lengthen a wait by this much.
    static let longestServerExtension = Duration.seconds(5)

    /// A policy with its own numbers.
    public init(maxAttempts: Int, baseDelay: Duration) {
        self.maxAttempts = maxAttempts
        self.baseDelay = baseDelay
    }

    /// The standard numbers for `service`; `maxAttempts` in place of its own where that is set.
    public static func standard(for service: Service, maxAttempts: Int? = nil) -> RetryPolicy {
        service == .dynamoDB
            ? RetryPolicy(maxAttempts: maxAttempts ?? 4, baseDelay: .milliseconds(25))
            : RetryPolicy(maxAttempts: maxAttempts ?? 3, baseDelay: .milliseconds(50))
    }

    /// What to do after attempt number `attempt` (1 is the first) failed.
    ///
    /// - Parameters:
    ///   - jitter: from 0 to 1; the wait is shortened to that part of itself.
    ///   - serverHint: the answer's `x-amz-retry-after`, which holds milliseconds.
    public func decision(
        after failure: Failure, attempt: Int, jitter: Double, serverHint: Duration? = nil
    ) -> Decision {
        guard failure != .final, attempt < maxAttempts else { return .stop }
        let base = failure == .throttling ? Self.throttlingBaseDelay : baseDelay
        // 2^20 is far beyond the longest delay already.
        let doublings = min(max(attempt, 1) - 1, 20)
        let longest = min(min(base, Self.longestDelay) * (1 << doublings), Self.longestDelay)
        let own = longest * min(max(jitter, 0), 1)
        let wait = serverHint.map { max(own, min($0, own + Self.longestServerExtension)) } ?? own
        return .retry(after: wait, cost: failure == .throttling ? Self.throttlingCost : Self.transientCost)
    }
}

extension RetryPolicy.Failure {
    /// The kind of failure that an error is.
    ///
    /// `LimitExceededException` is on the SDKs' list by name. DynamoDB means "too many at once" by it, which passes; the
    /// others mean a quota, which does not.
    init(of error: any Error, for service: Service) {
        switch error {
        case let error as TransportError:
            self = Self.lastingTransportCodes.contains(error.code) ? .final : .transient
        case let error as ServiceError:
            if error.code == "LimitExceededException" {
                self = service == .dynamoDB ? .throttling : .final
            } else if Self.throttlingCodes.contains(error.code) || error.status == 429 {
                self = .throttling
            } else if Self.transientCodes.contains(error.code) || [500, 502, 503, 504].contains(error.status) {
                self = .transient
            } else {
                self = .final
            }
        default:
            self = .final
        }
    }

    private static let throttlingCodes: Set = [
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
        "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
        "RequestLimitExceeded", "BandwidthLimitExceeded", "RequestThrottled", "SlowDown", "PriorRequestNotComplete",
        "EC2ThrottledException",
    ]

    private static let transientCodes: Set = [
        "RequestTimeout", "RequestTimeoutException", "IDPCommunicationError", "ReplicatedWriteConflictException",
    ]

    /// libcurl's codes for what no second attempt changes: a bad URL or setting (1, 3, 43), a certificate that is not
    /// trusted or not readable (58, 60, 77), an answer that is too long (23).
    private static let lastingTransportCodes: Set = [1, 3, 23, 43, 58, 60, 77]
}
