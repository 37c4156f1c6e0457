/// The executor's clock and its waiting, so that a test needs neither.
public struct EngineClock: Sendable {
    /// The time now.
    let now: @Sendable () -> ContinuousClock.Instant
    /// Waits, and throws when the task is cancelled meanwhile.
    let sleep: @Sendable (Duration) async throws -> Void

    /// A clock and its waiting.
    public init(
        now: @escaping @Sendable () -> ContinuousClock.Instant,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.now = now
        self.sleep = sleep
    }

    /// The system's.
    public static let system = EngineClock(
        now: { ContinuousClock.now }, sleep: { try await Task.sleep(for: $0) })
}
