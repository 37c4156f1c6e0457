/// The pauses of one step, counted against its timeout and, once the work is to stop, against what is left then.
struct Backoff {
    private let id: ResourceID
    private let limits: Limits
    private let onEvent: @Sendable (Event) -> Void
    private let began: ContinuousClock.Instant
    private var pause = Pause()
    private var reason = ""

    /// What bounds the waiting of every step.
    struct Limits: Sendable {
        /// How long a resource may take to come to rest.
        let timeout: Duration
        /// The clock.
        let time: EngineClock
        /// The wish to stop early.
        let stop: StopRequest
    }

    /// A backoff that begins now.
    init(_ id: ResourceID, _ limits: Limits, onEvent: @escaping @Sendable (Event) -> Void) {
        self.id = id
        self.limits = limits
        self.onEvent = onEvent
        began = limits.time.now()
    }

    /// Pauses once, and tells why.
    ///
    /// - Throws: ``TimedOut``, `Stopped`
    mutating func wait(for reason: String) async throws {
        self.reason = reason
        let left = min(try timeLeft(), try graceLeft())
        onEvent(.waiting(id, reason: reason))
        try await limits.time.sleep(min(pause.lengthen(), left))
    }

    /// Something happened: the next pause is short again.
    mutating func shorten() { pause.shorten() }

    /// What is left of the timeout, which also ends where every write is answered and the thing still never comes to rest.
    @discardableResult
    func timeLeft() throws -> Duration {
        let waited = limits.time.now() - began
        guard waited < limits.timeout else { throw TimedOut(reason: reason, waited: waited) }
        return limits.timeout - waited
    }

    private func graceLeft() throws -> Duration {
        guard let since = limits.stop.since else { return limits.timeout }
        let left = StopRequest.grace - (limits.time.now() - since)
        guard left > .zero else { throw Stopped(reason: reason) }
        return left
    }
}

/// How long to pause before looking again: briefly at first, then longer and longer.
private struct Pause {
    private static let first = Duration.milliseconds(100)
    private static let longest = Duration.seconds(3)
    private var next = first

    /// The next pause.
    mutating func lengthen() -> Duration {
        defer { next = min(next * 3 / 2, Self.longest) }
        return next
    }

    mutating func shorten() { next = Self.first }
}
