import Synchronization

/// The pauses of one step, counted against its timeout and, once the work is to stop, against what is left then.
struct Backoff {
    private let id: ResourceID
    private let limits: Limits
    private let onEvent: @Sendable (Event) -> Void
    private let began: Duration
    private var pause = Pause()
    private var reason = ""

    /// What bounds the waiting of every step.
    struct Limits: Sendable {
        /// How long a resource may take to come to rest.
        let timeout: Duration
        /// What is waited by.
        let time: Stopwatch
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
        guard let waited = limits.stop.timeSinceAsked else { return limits.timeout }
        let left = StopRequest.grace - waited
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

/// The wish that applying a plan comes to an early end, told from any thread and known to every step.
///
/// It breaks nothing off: no step begins any more, those under way go on as long as they need not wait for much.
public final class StopRequest: Sendable {
    /// How much longer a step may wait once it is to stop.
    ///
    /// CI systems send the next, final signal 7.5 s (GitHub) to 10 s (Docker) after the first; this leaves the requests
    /// under way, and the summary, their part of it.
    static let grace = Duration.seconds(5)

    private let asked = Mutex<Duration?>(nil)
    private let time: Stopwatch

    /// A wish that nobody has had yet.
    public init(clock: any Clock<Duration> = ContinuousClock()) { time = Stopwatch(clock) }

    /// From now on the work comes to its end; telling it again changes nothing.
    public func stop() {
        let now = time.now()
        asked.withLock { $0 = $0 ?? now }
    }

    /// How long ago the work was first asked to stop; nil where it was not.
    var timeSinceAsked: Duration? { asked.withLock { $0 }.map { time.now() - $0 } }
}

/// A step was left where it stood, since the work was to stop; the next run goes on from there.
struct Stopped: Error {
    /// What it was waiting for.
    let reason: String
}
