import Deployer

/// Progress as a block of lines that is redrawn in place: one for each resource, in the order of the plan.
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
        /// What was found during the work, for example that someone else changed the resource.
        var note: String?
    }

    /// The most lines: a longer block is no overview, so only resources under way are shown then.
    private static let highest = 16
    private static let spinner = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

    private var rows: [Row]
    private var isStopping = false

    /// A block for the steps that have something to do.
    init(steps: [Step]) {
        rows = steps.map { Row(id: $0.id, action: $0.action, state: .queued) }
    }

    /// Takes in an event, without drawing.
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

    /// The lines that show the state at `now`: no more than can be redrawn, and none that would wrap.
    ///
    /// - Parameters:
    ///   - all: whether every resource has a line, for the block that stays on the screen.
    ///   - size: the terminal's size. After a line of the full width some terminals begin another line, and the cursor
    ///     is below the last line.
    func lines(at now: Duration, all: Bool, in size: TerminalSize) -> [Line] {
        let width = max(1, size.columns - 1)
        let described = rows.map { describe($0, at: now) }
        let layout = LiveRow.Layout(described, width: width)
        if all { return described.map { $0.line(layout) } }

        let height = max(0, min(Self.highest, size.rows - 1))
        let stopping = isStopping ? Wrapping.lines(Words.stopping, width: width).prefix(height / 2) : []
        let room = height - stopping.count
        var result: [Line]
        if rows.count <= room {
            result = described.map { $0.line(layout) }
        } else {
            let working = zip(rows, described).filter { $0.0.isWorking }.map { $0.1.line(layout) }
            let sum = "  \(rows.count { $0.hasEnded }) of \(rows.count) done"
            let rest = [Line(Printable.cut(sum, to: width), .faint)]
            result = Array((working.prefix(max(1, room - 1)) + rest).prefix(room))
        }
        result += stopping.map { Line(Printable.cut($0, to: width), .yellow) }
        return result
    }

    private func describe(_ row: Row, at now: Duration) -> LiveRow {
        func shown(
            _ sign: Character, _ words: String, _ tint: Line.Tint, _ time: (joint: String, text: String)? = nil
        ) -> LiveRow {
            LiveRow(
                sign: String(sign), kind: Printable.escaped(row.id.kind), name: Printable.escaped(row.id.name),
                words: Printable.escaped(words), time: time.map { LiveRow.Time(joint: $0.joint, text: $0.text) },
                remark: row.showsNote ? row.note.map { Printable.escaped(" (\($0))") } ?? "" : "", tint: tint)
        }
        switch row.state {
        case .queued: return shown(" ", "", .faint)
        case .working(let since, let wait):
            let ticks = Int((now - since) / .milliseconds(100))
            let sign = Self.spinner[max(0, ticks) % Self.spinner.count]
            let words = wait.map { Words.waiting(for: $0.reason) } ?? row.action.present
            return shown(sign, words, .yellow, (", ", Words.wholeSeconds(now - (wait?.since ?? since))))
        case .finished(let took): return shown("✓", row.action.past, .green, (" in ", Words.time(took)))
        case .failed(let after): return shown("✗", "failed", .red, (" after ", Words.time(after)))
        case .skipped(let cause): return shown("–", "not begun, since \(cause) failed", .red)
        case .unfinished(let reason): return shown("–", "left unfinished: \(reason)", .yellow)
        case .notBegun: return shown("–", "not begun", .yellow)
        }
    }

    /// The time of a wait counts from the first report of its reason.
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
    /// Whether its note is shown: in the other states, the state says more.
    fileprivate var showsNote: Bool {
        switch state {
        case .working, .finished: true
        default: false
        }
    }

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
