/// Measures time by any clock, and waits by the same clock.
struct Stopwatch: Sendable {
    private let clock: any Clock<Duration>
    private let elapsed: @Sendable () -> Duration

    /// A stopwatch that starts now.
    init(_ clock: any Clock<Duration>) {
        // Instants of different clocks cannot be compared, so only this function knows the clock's own type.
        func started(_ clock: some Clock<Duration>) -> @Sendable () -> Duration {
            let start = clock.now
            return { start.duration(to: clock.now) }
        }
        self.clock = clock
        elapsed = started(clock)
    }

    /// The time since it started.
    func now() -> Duration { elapsed() }

    /// Waits by the clock.
    ///
    /// - Throws: `CancellationError`.
    func sleep(_ duration: Duration) async throws { try await clock.sleep(for: duration) }
}
