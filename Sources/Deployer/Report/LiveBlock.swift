/// Progress as a block of lines that is drawn anew in its place: one for each resource, in the order of the plan.
struct LiveBlock {
    fileprivate enum State {
        case queued
        case working(since: Duration, wait: Wait?)
        case finished(Duration)
        case failed(after: Duration)
        case skipped(because: ResourceID)
        case unfinished(reason: String)
        case notBegun
    }

    fileprivate struct Wait {
        let reason: String
        let since: Duration
    }

    fileprivate struct Row {
        let id: ResourceID
        var action: Step.Action
        var state: State
        /// What was found while it was done, as that someone else was at it.
        var note: String?
    }

    /// A block that is higher than the window could not be drawn over; what is not under way is then left out.
    private static let highest = 16
    private static let spinner = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

    private var rows: [Row]
    private var drawn = 0
    private var isStopping = false
    private let width: Int

    /// A block for the steps that have something to do.
    ///
    /// - Parameter width: the terminal's, in columns; longer lines are cut, since a broken one could not be drawn over.
    init(steps: [Step], width: Int) {
        rows = steps.map { Row(id: $0.id, action: $0.action, state: .queued) }
        self.width = width
    }

    /// Takes an event in; drawing is another matter.
    mutating func note(_ event: Event, at now: Duration) {
        switch event {
        case .started(let id, let action): set(id, .working(since: now, wait: nil), action)
        case .waiting(let id, let reason): wait(id, reason, at: now)
        case .replanned(let id, let reason):
            set(id, .working(since: working(id)?.since ?? now, wait: nil))
            if let index = rows.firstIndex(where: { $0.id == id }) { rows[index].note = reason }
        case .finished(let id, let action, let took): set(id, .finished(took), action)
        case .failed(let id, _): set(id, .failed(after: now - (working(id)?.since ?? now)))
        case .skipped(let id, let cause): set(id, .skipped(because: cause))
        case .stopping: isStopping = true
        case .unfinished(let id, let reason): set(id, .unfinished(reason: reason))
        case .notBegun(let id): set(id, .notBegun)
        }
    }

    /// What has to be written to show the state at `now` in place of what was drawn before.
    ///
    /// The codes are ECMA-48's "cursor up" and "erase in line" and "erase in page".
    mutating func frame(at now: Duration, isLast: Bool, colours: Bool) -> String {
        let lines = lines(at: now, all: isLast)
        let up = drawn > 0 ? "\u{1B}[\(drawn)A\r" : ""
        drawn = lines.count
        return up + lines.map { "\u{1B}[2K" + $0.rendered(colours: colours) + "\n" }.joined() + "\u{1B}[J"
    }

    /// Leaves on the screen what was drawn before: the next frame stands below it.
    mutating func leaveBehind() { drawn = 0 }

    /// The lines themselves.
    func lines(at now: Duration, all: Bool) -> [Line] {
        let kinds = rows.map { Printable.columns(Printable.escaped($0.id.kind)) }.max() ?? 0
        let names = min(width * 3 / 8, rows.map { Printable.columns(Printable.escaped($0.id.name)) }.max() ?? 0)
        var shown = rows
        if !all, rows.count > Self.highest {
            shown = Array(rows.filter(\.isWorking).prefix(Self.highest - 1))
        }
        var result = shown.map { row in
            let (sign, text, tint) = describe(row, at: now)
            let kind = Printable.padded(Printable.escaped(row.id.kind), to: kinds)
            let name = Printable.padded(Printable.cut(Printable.escaped(row.id.name), to: names), to: names)
            return Line(Printable.cut("  \(sign) \(kind)  \(name)  \(Printable.escaped(text))", to: width - 1), tint)
        }
        if shown.count < rows.count {
            let ended = rows.count { $0.hasEnded }
            result.append(Line(Printable.cut("  \(ended) of \(rows.count) done", to: width - 1), .faint))
        }
        guard isStopping, !all else { return result }
        return result + Wrapping.lines(Words.stopping, width: width - 1).map { Line($0, .yellow) }
    }

    private func describe(_ row: Row, at now: Duration) -> (sign: String, text: String, tint: Line.Tint) {
        switch row.state {
        case .queued: return (" ", "", .faint)
        case .working(let since, let wait):
            let ticks = Int((now - since) / .milliseconds(100))
            let sign = Self.spinner[max(0, ticks) % Self.spinner.count]
            let text =
                wait.map { Words.waiting(for: $0.reason, now - $0.since) }
                ?? "\(row.action.present), \(Words.wholeSeconds(now - since))"
            return (String(sign), text + row.remark, .yellow)
        case .finished(let took): return ("✓", "\(row.action.past) in \(Words.time(took))\(row.remark)", .green)
        case .failed(let after): return ("✗", "failed after \(Words.time(after))", .red)
        case .skipped(let cause): return ("–", "not begun, since \(cause) failed", .red)
        case .unfinished(let reason): return ("–", "left unfinished: \(reason)", .yellow)
        case .notBegun: return ("–", "not begun", .yellow)
        }
    }

    /// How long one reason lasts is counted from its first telling.
    private mutating func wait(_ id: ResourceID, _ reason: String, at now: Duration) {
        let before = working(id)
        let wait = before?.wait.flatMap { $0.reason == reason ? $0 : nil } ?? Wait(reason: reason, since: now)
        set(id, .working(since: before?.since ?? now, wait: wait))
    }

    private mutating func set(_ id: ResourceID, _ state: State, _ action: Step.Action? = nil) {
        guard let index = rows.firstIndex(where: { $0.id == id }) else {
            rows.append(Row(id: id, action: action ?? .update, state: state))
            return
        }
        rows[index].state = state
        if let action { rows[index].action = action }
    }

    private func working(_ id: ResourceID) -> (since: Duration, wait: Wait?)? {
        guard case .working(let since, let wait) = rows.first(where: { $0.id == id })?.state else { return nil }
        return (since, wait)
    }
}

extension LiveBlock.Row {
    fileprivate var remark: String { note.map { " (\($0))" } ?? "" }

    fileprivate var isWorking: Bool {
        if case .working = state { true } else { false }
    }

    fileprivate var hasEnded: Bool {
        switch state {
        case .queued, .working: false
        default: true
        }
    }
}
