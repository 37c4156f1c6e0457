import Foundation
import Synchronization

/// AWS's time as far as it is known: this machine's clock, and by how much AWS's is ahead of it.
///
/// AWS refuses a signature of more than some five minutes ago or ahead. A clock that is off by so much is found out by
/// the first refusal, whose `Date` header has the right time; all clients of a connection sign with it from then on.
final class ClockSkew: Sendable {
    /// What an answer's `Date` comes to.
    enum Correction: Equatable {
        /// The time was right: what is wrong is something else.
        case none
        /// Another answer has corrected it since the request was signed.
        case madeAlready
        /// It is corrected; this machine's clock is ahead by so many seconds, or behind where that is negative.
        case made(secondsAhead: Int64)
    }

    /// What the offset may be off without anybody minding: smithy-typescript's and botocore's four minutes.
    static let toleranceSeconds: Int64 = 240

    private let local: @Sendable () -> Int64
    private let ahead = Mutex<Int64>(0)

    /// The time of a clock that nobody doubts yet, in seconds since 1970 UTC.
    init(_ local: @escaping @Sendable () -> Int64) {
        self.local = local
    }

    /// By how many seconds AWS's clock is ahead of this machine's; 0 until an answer says otherwise.
    var offset: Int64 { ahead.withLock { $0 } }

    /// The time at AWS.
    func now() -> Int64 { local() + offset }

    /// Learns from an answer to a request that was signed with `used` as the offset.
    func correct(by response: HTTPResponse, signedWith used: Int64) -> Correction {
        guard let there = response.header("date").flatMap(Self.seconds) else { return .none }
        let measured = there - local()
        return ahead.withLock { ahead in
            guard abs(measured - used) > Self.toleranceSeconds else { return .none }
            guard abs(measured - ahead) > Self.toleranceSeconds else { return .madeAlready }
            ahead = measured
            return .made(secondsAhead: -measured)
        }
    }

    /// The `IMF-fixdate` of RFC 9110, 5.6.7, as `Thu, 15 Jan 2026 12:30:45 GMT`.
    private static func seconds(_ text: String) -> Int64? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: text).flatMap { Timestamp.seconds($0) }
    }
}

/// Time and chance as a client needs them: what a test replaces, so that it waits for nothing.
public struct ClientClock: Sendable {
    /// The time in seconds since 1970 UTC.
    public let now: @Sendable () -> Int64
    /// The time since some moment, for durations: unlike ``now`` it never jumps.
    public let uptime: @Sendable () -> Duration
    /// Waits, or throws `CancellationError`.
    public let sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 to 1, by which a wait is shortened so that many clients do not come back at once.
    public let jitter: @Sendable () -> Double

    /// A clock as a test makes it.
    public init(
        now: @escaping @Sendable () -> Int64, uptime: @escaping @Sendable () -> Duration = ClientClock.systemUptime,
        sleep: @escaping @Sendable (Duration) async throws -> Void, jitter: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.uptime = uptime
        self.sleep = sleep
        self.jitter = jitter
    }

    /// The machine's own clock.
    public static let system = ClientClock(
        now: { Int64(Date().timeIntervalSince1970) }, sleep: { try await Task.sleep(for: $0) },
        jitter: { Double.random(in: 0...1) })

    /// The time since the first call.
    public static let systemUptime: @Sendable () -> Duration = {
        let start = ContinuousClock.now
        return { ContinuousClock.now - start }
    }()
}
