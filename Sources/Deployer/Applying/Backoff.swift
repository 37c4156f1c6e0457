import Synchronization

/// The pauses of one step, limited by its timeout and, after a stop request, by the grace period.
struct Backoff {
    private let id: ResourceID
    private let limits: Limits
    private let onEvent: @Sendable (Event) -> Void
    private let began: Duration
    private var pause = Pause()
    private var reason = ""

    /// What limits the waiting of every step.
    struct Limits: Sendable {
        /// How long a resource may take to become ready.
        let timeout: Duration
        /// The clock.
        let time: Stopwatch
        /// The request to stop early.
        let stop: StopRequest
    }

    /// A backoff that begins now.
    init(_ id: ResourceID, _ limits: Limits, onEvent: @escaping @Sendable (Event) -> Void) {
        self.id = id
        self.limits = limits
        self.onEvent = onEvent
        began = limits.time.now()
    }

    /// Pauses once, and reports why.
    ///
    /// - Throws: ``TimedOut``, `Stopped`
    mutating func wait(for reason: String) async throws {
        self.reason = reason
        let left = min(try timeLeft(), try graceLeft())
        onEvent(.waiting(id, reason: reason))
        try await limits.time.sleep(min(pause.lengthen(), left))
    }

    /// Makes the next pause short again, after progress.
    mutating func shorten() { pause.shorten() }

    /// The time left of the timeout.
    ///
    /// It also runs out if every write is answered but the resource never reaches the described state.
    ///
    /// - Throws: ``TimedOut``
    @discardableResult
    func timeLeft() throws -> Duration {
        let waited = limits.time.now() - began
        guard waited < limits.timeout else { throw TimedOut(reason: reason, waited: waited) }
        return limits.timeout - waited
    }

    private func graceLeft() throws -> Duration {
        guard let waited = limits.stop.timeSinceAsked else { return limits.timeout }
        let left = StopRequest.grace - waited
        guard left > .zero else { throw Stopped(reason: reason) }
        return left
    }
}

/// How long to pause before the next look: short at first, then longer and longer.
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

/// A request to stop applying a plan early; any thread may make it, and every step sees it.
///
/// It cancels nothing: no new step begins, and a running step continues unless it has to wait for long.
public final class StopRequest: Sendable {
    /// How much longer a step may wait after the request.
    ///
    /// CI systems and container engines send the final signal 7.5 s to 10 s after the first one. The rest of that time
    /// is for the requests under way, and for the summary.
    static let grace = Duration.seconds(5)

    private let asked = Mutex<Duration?>(nil)
    private let time: Stopwatch

    /// A request that nobody has made yet.
    public init(clock: any Clock<Duration> = ContinuousClock()) { time = Stopwatch(clock) }

    /// Makes the request; another call changes nothing.
    public func stop() {
        let now = time.now()
        asked.withLock { $0 = $0 ?? now }
    }

    /// The time since the request was made; nil if it was not.
    var timeSinceAsked: Duration? { asked.withLock { $0 }.map { time.now() - $0 } }
}

/// A step was left unfinished after a stop request; the next run continues from there.
struct Stopped: Error {
    /// What it was waiting for.
    let reason: String
}
