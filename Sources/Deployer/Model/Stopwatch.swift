/// The time since a moment, on any clock, and waiting by that clock.
struct Stopwatch: Sendable {
    private let clock: any Clock<Duration>
    private let elapsed: @Sendable () -> Duration

    /// A stopwatch that starts now.
    init(_ clock: any Clock<Duration>) {
        // Moments of different clocks cannot be compared, so the clock's own type is known here alone.
        func started(_ clock: some Clock<Duration>) -> @Sendable () -> Duration {
            let start = clock.now
            return { start.duration(to: clock.now) }
        }
        self.clock = clock
        elapsed = started(clock)
    }

    /// The time since it was started.
    func now() -> Duration { elapsed() }

    /// Waits.
    ///
    /// - Throws: `CancellationError`.
    func sleep(_ duration: Duration) async throws { try await clock.sleep(for: duration) }
}
