import Deployer
import Synchronization

/// Tells a program that reads along what happens while a plan is applied: a line of JSON for each event, at once.
///
/// Events may come from several tasks at once.
final class EventLines: Sendable {
    private let console: Console
    private let texts: ErrorText
    private let state = Mutex((throttle: WaitThrottle(), hasEnded: false))
    private let now: @Sendable () -> Duration

    /// Lines on the applying of one plan.
    ///
    /// - Parameters:
    ///   - texts: what errors mean to people.
    ///   - now: the time since any fixed moment.
    init(
        _ texts: ErrorText, to console: Console, now: @escaping @Sendable () -> Duration = ProgressReporter.stopwatch()
    ) {
        self.console = console
        self.texts = texts
        self.now = now
    }

    /// Writes a line on an event; none for a wait whose reason was told a moment ago.
    func write(_ event: Event) {
        // Written within the lock, so that lines come out in the order of the events.
        state.withLock { state in
            guard !state.hasEnded, let (kind, members) = line(event, &state.throttle) else { return }
            console.present(members, as: kind)
        }
    }

    /// Writes no line any more: a signal at the last moment is not told behind the result.
    func end() { state.withLock { $0.hasEnded = true } }

    private func line(_ event: Event, _ throttle: inout WaitThrottle) -> (EventKind, JSONValue)? {
        switch event {
        case .started(let id, let action):
            throttle.begin(id)
            return (.started, ReportJSON.resource(id, ("action", .string(action.rawValue))))
        case .waiting(let id, let reason):
            return throttle.lasting(id, reason, at: now()).map {
                (.waiting, ReportJSON.resource(id, ("reason", .string(reason)), ("seconds", ReportJSON.seconds($0))))
            }
        case .replanned(let id, let reason):
            return (.replanned, ReportJSON.resource(id, ("reason", .string(reason))))
        case .finished(let id, let action, let took):
            return (
                .finished,
                ReportJSON.resource(id, ("action", .string(action.rawValue)), ("seconds", ReportJSON.seconds(took)))
            )
        case .failed(let id, let error):
            let explanation = texts.explanation(of: error)
            return (.failed, .object(ReportJSON.resource(id).members + ReportJSON.explanation(explanation).members))
        case .skipped(let id, let cause):
            return (.skipped, ReportJSON.resource(id, ("because", ReportJSON.resource(cause))))
        case .stopping: return (.stopping, [:])
        case .unfinished(let id, let reason):
            return (.unfinished, ReportJSON.resource(id, ("reason", .string(reason))))
        case .notBegun(let id): return (.notBegun, ReportJSON.resource(id))
        }
    }
}

/// What a line is that the engine's commands write with `--json`: its first member, `event`.
///
/// `docs/json.schema.json` describes each.
enum EventKind: String, CaseIterable {
    /// What is going to be done; all that `plan` writes, and what `deploy` and `destroy` begin with.
    case plan
    /// What goes on all the same, but not as it should.
    case warning
    /// Work on a resource begins.
    case started
    /// A resource is waited for.
    case waiting
    /// A resource is not as it was planned any more, and planned anew.
    case replanned
    /// A resource is as described, or gone.
    case finished
    /// A resource could not be made so.
    case failed
    /// A resource was not begun, since one that it needs failed.
    case skipped
    /// The work is to come to an early end.
    case stopping
    /// A resource was left where it stood, since the work is to end.
    case unfinished
    /// A resource was not begun, since the work is to end.
    case notBegun
    /// What became of a deploy or a removal, and of any command that failed: the last line.
    case result
    /// What stands; all that `status` writes.
    case status
}

extension Console {
    /// Writes an object that the engine's commands write.
    func present(_ value: JSONValue, as event: EventKind) { present(value, as: event.rawValue) }
}
