/// Progress as a block of lines that is drawn anew in its place: one for each resource, in the order of the plan.
struct LiveBlock {
    fileprivate enum State {
        case queued
        case working(since: Duration, reason: String?)
        case finished(Duration)
        case failed(after: Duration)
        case skipped(because: ResourceID)
    }

    fileprivate struct Row {
        let id: ResourceID
        var action: Step.Action
        var state: State
    }

    /// A block that is higher than the window could not be drawn over; what is not under way is then left out.
    private static let highest = 16
    private static let spinner = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

    private var rows: [Row]
    private var drawn = 0
    private let width: Int

    /// A block for the steps that have something to do.
    ///
    /// - Parameter width: the terminal's, in columns; longer lines are cut, since a broken one could not be drawn over.
    init(steps: [Step], width: Int) {
        rows = steps.filter(\.hasWork).map { Row(id: $0.id, action: $0.action, state: .queued) }
        self.width = width
    }

    /// Takes an event in; drawing is another matter.
    mutating func note(_ event: Event, at now: Duration) {
        switch event {
        case .started(let id, let action): set(id, .working(since: now, reason: nil), action)
        case .waiting(let id, let reason): set(id, .working(since: began(id) ?? now, reason: reason))
        case .finished(let id, let action, let took): set(id, .finished(took), action)
        case .failed(let id, _): set(id, .failed(after: now - (began(id) ?? now)))
        case .skipped(let id, let cause): set(id, .skipped(because: cause))
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
        return result
    }

    private func describe(_ row: Row, at now: Duration) -> (sign: String, text: String, tint: Line.Tint) {
        switch row.state {
        case .queued: return (" ", "", .faint)
        case .working(let since, let reason):
            let elapsed = Words.wholeSeconds(now - since)
            let ticks = Int((now - since) / .milliseconds(100))
            let sign = Self.spinner[max(0, ticks) % Self.spinner.count]
            let text = reason.map { "\(elapsed)  waiting: \($0)" } ?? "\(elapsed)  \(row.action.present)"
            return (String(sign), text, .yellow)
        case .finished(let took): return ("✓", "\(row.action.past) in \(Words.time(took))", .green)
        case .failed(let after): return ("✗", "failed after \(Words.time(after))", .red)
        case .skipped(let cause): return ("–", "not begun, since \(cause) failed", .red)
        }
    }

    private mutating func set(_ id: ResourceID, _ state: State, _ action: Step.Action? = nil) {
        guard let index = rows.firstIndex(where: { $0.id == id }) else {
            rows.append(Row(id: id, action: action ?? .update, state: state))
            return
        }
        rows[index].state = state
        if let action { rows[index].action = action }
    }

    private func began(_ id: ResourceID) -> Duration? {
        guard case .working(let since, _) = rows.first(where: { $0.id == id })?.state else { return nil }
        return since
    }
}

extension LiveBlock.Row {
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
