/// A plan as people read it: a header, a line for each resource with its changes below, and the sum.
struct PlanText {
    /// The plan.
    let plan: Plan
    /// In columns.
    let width: Int

    /// All of it.
    var lines: [Line] { header + resources(plan.steps) + footer }

    /// Which stack, where, and as whom it was looked at.
    var header: [Line] {
        let items = [
            plan.stack, plan.stage, plan.location.account, plan.location.region, "as \(plan.location.identity)",
        ]
        return Wrapping.items(items.map(Printable.escaped), separator: " · ", width: width).map { Line($0, .strong) }
    }

    /// A line for each of the steps, with its changes below.
    func resources(_ steps: [Step]) -> [Line] {
        let table = StepTable(steps: steps, width: width)
        return steps.flatMap { step in table.lines(step) + changes(step) }
    }

    /// The sum, or that there is nothing to do.
    var footer: [Line] {
        guard plan.hasChanges else {
            let settled = plan.steps.allSatisfy { $0.settling == nil }
            let text = settled ? "No changes. Everything is as described." : "No changes to make."
            return [Line(text, .strong)]
        }
        let sums = [
            "\(plan.count(.update)) to change", "\(plan.count(.none)) unchanged", "\(plan.count(.create)) to create",
            "\(plan.count(.delete)) to destroy",
        ]
        return Wrapping.items(sums, separator: " · ", width: width).map { Line($0, .strong) }
    }

    private func changes(_ step: Step) -> [Line] {
        switch step.action {
        case .create:
            ChangeText(width: width).creation(
                step.changes.filter { change in !step.details.contains { change.isPart(of: $0) } })
        case .update: ChangeText(width: width).lines(step.changes)
        case .delete, .none: []
        }
    }
}

/// The lines of resources, with kinds and names in columns.
private struct StepTable {
    private let width: Int
    private let kindColumn: Int
    private let nameColumn: Int

    init(steps: [Step], width: Int) {
        self.width = width
        kindColumn = min(16, steps.map { Printable.columns(Printable.escaped($0.id.kind)) }.max() ?? 0)
        let limit = width / 2
        nameColumn = steps.map { Printable.columns(Printable.escaped($0.id.name)) }.filter { $0 <= limit }.max() ?? 0
    }

    func lines(_ step: Step) -> [Line] {
        let kind = Printable.padded(Printable.escaped(step.id.kind), to: kindColumn)
        let name = Printable.escaped(step.id.name)
        let start = "  \(step.action.sign) \(kind)  "
        let note = step.note
        guard !note.isEmpty else { return [Line(start + name, step.action.tint)] }
        let beside = start + Printable.padded(name, to: nameColumn) + "  "
        let rest = width - Printable.columns(beside)
        // Where little room is left at the right, the note goes below.
        if Printable.columns(note) <= rest { return [Line(beside + note, step.action.tint)] }
        if rest >= 24 {
            let pieces = Wrapping.lines(note, width: rest)
            let blank = String(repeating: " ", count: Printable.columns(beside))
            return pieces.enumerated().map { Line(($0 == 0 ? beside : blank) + $1, step.action.tint) }
        }
        let below = Wrapping.lines(note, width: width - 6).map { Line("      " + $0, step.action.tint) }
        return [Line(start + name, step.action.tint)] + below
    }
}

extension Step {
    /// What a reader of a plan should know of it, and of what is as it should be a few words; may be empty.
    var note: String {
        var parts = action == .none || remarks.isEmpty ? [summary] : remarks
        if action == .none { parts += remarks }
        if let settling { parts.append("still settling: \(settling)") }
        return Printable.escaped(parts.filter { !$0.isEmpty }.joined(separator: ", "))
    }
}

extension Step.Action {
    /// What stands before a resource in a plan.
    var sign: String {
        switch self {
        case .create: "+"
        case .update: "~"
        case .delete: "-"
        case .none: "="
        }
    }

    /// How its line is shown.
    var tint: Line.Tint {
        switch self {
        case .create: .green
        case .update: .yellow
        case .delete: .red
        case .none: .plain
        }
    }
}
