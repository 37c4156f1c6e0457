/// The pauses of one step, counted against its patience and, once the work is to stop, against what is left then.
struct Waiting {
    private let id: ResourceID
    private let limits: Limits
    private let tell: @Sendable (Event) -> Void
    private let began: ContinuousClock.Instant
    private var pause = Pause()
    private var reason = ""

    /// What bounds the waiting of every step.
    struct Limits: Sendable {
        /// How long a resource may take to come to rest.
        let patience: Duration
        /// The clock.
        let time: Timekeeper
        /// The wish to stop early.
        let stop: StopRequest
    }

    /// Waiting that begins now.
    init(_ id: ResourceID, _ limits: Limits, tell: @escaping @Sendable (Event) -> Void) {
        self.id = id
        self.limits = limits
        self.tell = tell
        began = limits.time.now()
    }

    /// Pauses once, and tells why.
    ///
    /// - Throws: ``PatienceEnded``, `Stopped`
    mutating func wait(for reason: String) async throws {
        self.reason = reason
        let left = min(try patienceLeft(), try graceLeft())
        tell(.waiting(id, reason: reason))
        try await limits.time.sleep(min(pause.lengthen(), left))
    }

    /// Something happened: the next pause is short again.
    mutating func shorten() { pause.shorten() }

    /// What is left of the patience, which also ends where every write is answered and the thing still never comes to rest.
    @discardableResult
    func patienceLeft() throws -> Duration {
        let waited = limits.time.now() - began
        guard waited < limits.patience else { throw PatienceEnded(reason: reason, waited: waited) }
        return limits.patience - waited
    }

    private func graceLeft() throws -> Duration {
        guard let since = limits.stop.since else { return limits.patience }
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
