import Deployer
import Synchronization

/// Reports to a program what happens while a plan is applied: one line of JSON for each event, at once.
///
/// Events may come from several tasks at once.
final class EventLines: Sendable {
    private let console: Console
    private let explainer: Explainer
    private let state = Mutex((throttle: WaitThrottle(), hasEnded: false))
    private let now: @Sendable () -> Duration

    /// The lines about one plan that is applied.
    ///
    /// - Parameters:
    ///   - explainer: explains errors.
    ///   - now: the time since any fixed moment.
    init(
        _ explainer: Explainer, to console: Console,
        now: @escaping @Sendable () -> Duration = ProgressReporter.stopwatch()
    ) {
        self.console = console
        self.explainer = explainer
        self.now = now
    }

    /// Writes a line for an event, but not for a wait whose reason was reported a moment ago.
    func write(_ event: Event) {
        // Written within the lock, so that lines come out in the order of the events.
        state.withLock { state in
            guard !state.hasEnded, let (kind, members) = line(event, &state.throttle) else { return }
            console.present(members, as: kind)
        }
    }

    /// Ends the writing: a signal at the last moment must not add a line after the result.
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
            let explanation = explainer.explanation(of: error)
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

/// The kind of a line that the engine's commands write with `--json`: its first member, `event`.
///
/// `docs/json.schema.json` describes each.
enum EventKind: String, CaseIterable {
    /// What is going to be done: the only line of `plan`, and the first of `deploy` and `destroy`.
    case plan
    /// A problem that does not stop the work.
    case warning
    /// Work on a resource begins.
    case started
    /// The work waits for a resource.
    case waiting
    /// A resource has changed since it was planned, and is planned again.
    case replanned
    /// A resource is as described, or gone.
    case finished
    /// Work on a resource failed.
    case failed
    /// A resource was not begun, because one that it needs failed.
    case skipped
    /// The work ends early.
    case stopping
    /// A resource was left unfinished, because the work ends early.
    case unfinished
    /// A resource was not begun, because the work ends early.
    case notBegun
    /// The result of a deploy or a removal, or of any command that failed: the last line.
    case result
    /// What exists: the only line of `status`.
    case status
}

extension Console {
    /// Writes one of these lines.
    func present(_ value: JSONValue, as event: EventKind) { present(value, as: event.rawValue) }
}
