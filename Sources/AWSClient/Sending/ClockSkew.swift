import Foundation
import Synchronization

/// AWS's time as far as known: this machine's clock plus an offset.
///
/// AWS rejects a signature that is more than some five minutes old or ahead. The first rejection reveals such a wrong
/// clock: its `Date` header has the right time. From then on, all clients of a connection sign with that time.
final class ClockSkew: Sendable {
    /// The result of checking a response's `Date`.
    enum Correction: Equatable {
        /// The time was right: the problem is another one.
        case none
        /// Another response has corrected the time since the request was signed.
        case madeAlready
        /// The time is corrected; this machine's clock is ahead by so many seconds, negative if behind.
        case made(secondsAhead: Int64)
    }

    /// The tolerated offset: four minutes, as in smithy-typescript and botocore.
    static let toleranceSeconds: Int64 = 240

    private let local: @Sendable () -> Int64
    private let ahead = Mutex<Int64>(0)

    /// Starts with this clock and no offset; the time is in seconds since 1970 UTC.
    init(_ local: @escaping @Sendable () -> Int64) {
        self.local = local
    }

    /// By how many seconds AWS's clock is ahead of this machine's; 0 until a response shows otherwise.
    var offset: Int64 { ahead.withLock { $0 } }

    /// The time at AWS.
    func now() -> Int64 { local() + offset }

    /// Corrects the time by a response to a request that was signed with the offset `used`.
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

    /// Parses the `IMF-fixdate` of RFC 9110, 5.6.7, such as `Thu, 15 Jan 2026 12:30:45 GMT`.
    private static func seconds(_ text: String) -> Int64? {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(secondsFromGMT: 0)
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return format.date(from: text).flatMap { Timestamp.seconds($0) }
    }
}

/// Time and randomness for a client; a test replaces them, so that it does not wait.
public struct ClientClock: Sendable {
    /// The time in seconds since 1970 UTC.
    public let now: @Sendable () -> Int64
    /// The time since some fixed moment, for durations: unlike ``now`` it never jumps.
    public let uptime: @Sendable () -> Duration
    /// Waits, or throws `CancellationError`.
    public let sleep: @Sendable (Duration) async throws -> Void
    /// A number from 0 to 1 that shortens a wait, so that many clients do not retry at the same time.
    public let jitter: @Sendable () -> Double

    /// A clock from its parts.
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
