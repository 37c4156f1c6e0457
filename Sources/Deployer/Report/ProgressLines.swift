/// Progress as plain lines, for a log: each says which resource it is about, since several are at work at once.
struct ProgressLines {
    /// How often a reason to wait that stays the same is told again.
    private static let interval = Duration.seconds(10)

    private struct Work {
        let began: Duration
        var waiting: (reason: String, since: Duration, told: Duration)?
    }

    private var works: [ResourceID: Work] = [:]

    /// What is to be written on `event`, if anything.
    ///
    /// - Parameter now: the time since the progress began.
    mutating func lines(_ event: Event, at now: Duration) -> [Line] {
        switch event {
        case .started(let id, let action):
            works[id] = Work(began: now)
            return [line(id, "\(action.present)…")]
        case .waiting(let id, let reason): return waiting(id, reason, at: now)
        case .replanned(let id, let reason): return [line(id, "\(reason); planned anew", .yellow)]
        case .finished(let id, let action, let took):
            return [line(id, "\(action.past) in \(Words.time(took))", .green)]
        case .failed(let id, _):
            let time = works[id].map { " after \(Words.time(now - $0.began))" } ?? ""
            return [line(id, "failed\(time)", .red)]
        case .skipped(let id, let cause):
            return [line(id, "not begun, since \(cause) failed", .red)]
        case .stopping: return [Line(Words.stopping, .yellow)]
        case .unfinished(let id, let reason): return [line(id, "left unfinished: \(reason)", .yellow)]
        case .notBegun(let id): return [line(id, "not begun", .yellow)]
        }
    }

    private mutating func waiting(_ id: ResourceID, _ reason: String, at now: Duration) -> [Line] {
        let before = works[id]?.waiting.flatMap { $0.reason == reason ? $0 : nil }
        if let before, now - before.told < Self.interval { return [] }
        let since = before?.since ?? now
        works[id, default: Work(began: now)].waiting = (reason, since, told: now)
        return [line(id, Words.waiting(for: reason, now - since))]
    }

    private func line(_ id: ResourceID, _ text: String, _ tint: Line.Tint = .plain) -> Line {
        Line(Printable.escaped("\(id): \(text)"), tint)
    }
}
