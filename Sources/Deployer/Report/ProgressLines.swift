/// Progress as plain lines, for a log: each says which resource it is about, since several are at work at once.
struct ProgressLines {
    private var began: [ResourceID: Duration] = [:]
    private var throttle = WaitThrottle()

    /// What is to be written on `event`, if anything.
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
