import Deployer

/// Progress as plain lines, for a log: each names its resource, since several are under way at once.
struct ProgressLines {
    private var began: [ResourceID: Duration] = [:]
    private var throttle = WaitThrottle()

    /// The lines to write for `event`, if any.
    ///
    /// - Parameter now: the time since the progress began.
    mutating func lines(_ event: Event, at now: Duration) -> [Line] {
        switch event {
        case .started(let id, let action):
            began[id] = now
            throttle.begin(id)
            return [line(id, "\(action.present)…")]
        case .waiting(let id, let reason):
            return throttle.lasting(id, reason, at: now).map { [line(id, Words.waiting(for: reason, $0))] } ?? []
        case .replanned(let id, let reason): return [line(id, "\(reason); planned anew", .yellow)]
        case .finished(let id, let action, let took):
            return [line(id, "\(action.past) in \(Words.time(took))", .green)]
        case .failed(let id, _):
            let time = began[id].map { " after \(Words.time(now - $0))" } ?? ""
            return [line(id, "failed\(time)", .red)]
        case .skipped(let id, let cause):
            return [line(id, "not begun, since \(cause) failed", .red)]
        case .stopping: return [Line(Words.stopping, .yellow)]
        case .unfinished(let id, let reason): return [line(id, "left unfinished: \(reason)", .yellow)]
        case .notBegun(let id): return [line(id, "not begun", .yellow)]
        }
    }

    private func line(_ id: ResourceID, _ text: String, _ tint: Line.Tint = .plain) -> Line {
        Line(Printable.escaped("\(id): \(text)"), tint)
    }
}

/// Decides which of the engine's reports of a wait are shown: each reason once, and every ten seconds while it lasts.
struct WaitThrottle {
    private static let interval = Duration.seconds(10)

    private var waits: [ResourceID: (reason: String, since: Duration, reportedAt: Duration)] = [:]

    /// How long the resource has waited for this reason; nil if that was reported a moment ago.
    ///
    /// - Parameter now: the time since any fixed moment.
    mutating func lasting(_ id: ResourceID, _ reason: String, at now: Duration) -> Duration? {
        let before = waits[id].flatMap { $0.reason == reason ? $0 : nil }
        if let before, now - before.reportedAt < Self.interval { return nil }
        let since = before?.since ?? now
        waits[id] = (reason, since, reportedAt: now)
        return now - since
    }

    /// Work on the resource begins: its next wait is new.
    mutating func begin(_ id: ResourceID) { waits[id] = nil }
}
