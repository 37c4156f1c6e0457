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
