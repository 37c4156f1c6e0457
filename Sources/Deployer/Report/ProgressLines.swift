/// Progress as plain lines, for a log: each says which resource it is about, since several are at work at once.
struct ProgressLines {
    /// How often a reason to wait that stays the same is told again.
    private static let interval = Duration.seconds(10)

    private struct Work {
        let began: Duration
        var reason: String?
        var told: Duration
    }

    private var works: [ResourceID: Work] = [:]

    /// What is to be written on `event`, if anything.
    ///
    /// - Parameter now: the time since the progress began.
    mutating func lines(_ event: Event, at now: Duration) -> [Line] {
        switch event {
        case .started(let id, let action):
            works[id] = Work(began: now, told: now)
            return [line(id, "\(action.present)…")]
        case .waiting(let id, let reason):
            var work = works[id] ?? Work(began: now, told: now)
            defer { works[id] = work }
            guard work.reason != reason || now - work.told >= Self.interval else { return [] }
            work.reason = reason
            work.told = now
            return [line(id, "waiting: \(reason) (\(Words.wholeSeconds(now - work.began)))")]
        case .finished(let id, let action, let took):
            return [line(id, "\(action.past) in \(Words.time(took))", .green)]
        case .failed(let id, _):
            let time = works[id].map { " after \(Words.time(now - $0.began))" } ?? ""
            return [line(id, "failed\(time)", .red)]
        case .skipped(let id, let cause):
            return [line(id, "not begun, since \(cause) failed", .red)]
        }
    }

    private func line(_ id: ResourceID, _ text: String, _ tint: Line.Tint = .plain) -> Line {
        Line(Printable.escaped("\(id): \(text)"), tint)
    }
}
