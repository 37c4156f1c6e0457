import Synchronization

/// The wish that applying a plan comes to an early end, told from any thread and known to every step.
///
/// It breaks nothing off: no step begins any more, those under way go on as long as they need not wait for much.
public final class StopRequest: Sendable {
    /// How much longer a step may wait once it is to stop.
    ///
    /// CI systems send the next, final signal 7.5 s (GitHub) to 10 s (Docker) after the first; this leaves the requests
    /// under way, and the summary, their part of it.
    static let grace = Duration.seconds(5)

    private let asked = Mutex<ContinuousClock.Instant?>(nil)
    private let time: EngineClock

    /// A wish that nobody has had yet.
    public init(time: EngineClock = .system) { self.time = time }

    /// From now on the work comes to its end; telling it again changes nothing.
    public func stop() {
        let now = time.now()
        asked.withLock { $0 = $0 ?? now }
    }

    /// When it was first told; nil where it was not.
    var since: ContinuousClock.Instant? { asked.withLock { $0 } }
}

/// A step was left where it stood, since the work was to stop; the next run goes on from there.
struct Stopped: Error {
    /// What it was waiting for.
    let reason: String
}
