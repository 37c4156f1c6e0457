/// The executor's clock and its waiting, so that a test needs neither.
public struct Timekeeper: Sendable {
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
    public static let system = Timekeeper(
        now: { ContinuousClock.now }, sleep: { try await Task.sleep(for: $0) })
}

/// How long to pause before looking again: briefly at first, then longer and longer.
struct Pause {
    private static let first = Duration.milliseconds(100)
    private static let longest = Duration.seconds(3)
    private var next = first

    /// The next pause.
    mutating func lengthen() -> Duration {
        defer { next = min(next * 3 / 2, Self.longest) }
        return next
    }

    /// Something happened: look again soon.
    mutating func shorten() { next = Self.first }
}
