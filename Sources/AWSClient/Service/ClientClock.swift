import Foundation

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
