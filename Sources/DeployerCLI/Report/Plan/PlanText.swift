import Deployer

/// A plan as people read it: a header, a line for each resource with its changes below, and the sum.
package struct PlanText {
    /// The plan.
    let plan: Plan
    /// The width, in columns.
    let width: Int

    /// All lines.
    var lines: [Line] { header + resources(plan.steps) + footer + unseen }

    /// The stack, its account and region, and the identity that looked at it.
    var header: [Line] {
        let items = [
            plan.stack, plan.stage, plan.location.account, plan.location.region, "as \(plan.location.identity)",
        ]
        return Wrapping.items(items.map(Printable.escaped), separator: " · ", width: width).map { Line($0, .strong) }
    }

    /// A line for each step, with its failure, its changes and its notices below.
    func resources(_ steps: [Step]) -> [Line] {
        let table = StepTable(steps: steps, width: width)
        return steps.flatMap { step in table.lines(step) + failure(step) + changes(step) + notices(step) }
    }

    /// The totals, or that there is nothing to do.
    var footer: [Line] {
        guard plan.hasChanges else {
            if failed > 0 { return [Line("No changes to make, but \(Words.count(failed, "resource")) failed.", .red)] }
            guard plan.isAsDescribed, plan.steps.allSatisfy({ $0.settling == nil && !$0.traits.contains(.undescribed) })
            else {
                return [Line("No changes to make.", .strong)]
            }
            let everything = plan.unseen.isEmpty ? "Everything" : "Everything that was looked at"
            return [Line("No changes. \(everything) is as described.", .strong)]
        }
        let sums =
            [
                "\(plan.count(.update)) to change", "\(plan.count(.none)) unchanged",
                "\(plan.count(.create)) to create",
                "\(plan.count(.delete)) to destroy",
            ] + (failed > 0 ? ["\(failed) failed"] : [])
        return Wrapping.items(sums, separator: " · ", width: width).map { Line($0, .strong) }
    }

    /// What the plan could not look at.
    var unseen: [Line] {
        plan.unseen.flatMap { gap in
            let text = "Not looked at: \(gap.what). \(gap.why)"
            return Wrapping.lines(Printable.escaped(text), width: width).map { Line($0, .yellow) }
        }
    }

    /// How many resources the cloud reports as failed.
    private var failed: Int { plan.steps.count { $0.failure != nil } }

    private func failure(_ step: Step) -> [Line] {
        step.failure.map { below("failed: \($0)", .red) } ?? []
    }

    private func notices(_ step: Step) -> [Line] { step.notices.flatMap { below($0, .yellow) } }

    private func below(_ text: String, _ tint: Line.Tint) -> [Line] {
        Wrapping.lines(Printable.escaped(text), width: width - 6, indent: 2).map { Line("      " + $0, tint) }
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
        let (sign, tint) = step.mark
        let start = "  \(sign) \(kind)  "
        let note = step.note
        guard !note.isEmpty else { return [Line(start + name, tint)] }
        let beside = start + Printable.padded(name, to: nameColumn) + "  "
        let rest = width - Printable.columns(beside)
        // If there is little room on the right, the note goes below.
        if Printable.columns(note) <= rest { return [Line(beside + note, tint)] }
        if rest >= 24 {
            let pieces = Wrapping.lines(note, width: rest)
            let blank = String(repeating: " ", count: Printable.columns(beside))
            return pieces.enumerated().map { Line(($0 == 0 ? beside : blank) + $1, tint) }
        }
        let below = Wrapping.lines(note, width: width - 6).map { Line("      " + $0, tint) }
        return [Line(start + name, tint)] + below
    }
}

extension Step {
    /// What a reader should know about the step, or a few words on what is as it should be; may be empty.
    var note: String {
        var parts = action == .none || remarks.isEmpty ? [summary] : remarks
        if action == .none { parts += remarks }
        if traits.contains(.keptData) { parts.append("kept, it holds data: --delete-data removes it") }
        if let settling { parts.append("still settling: \(settling)") }
        return Printable.escaped(parts.filter { !$0.isEmpty }.joined(separator: ", "))
    }

    /// The sign before the step's line, and the line's colour.
    ///
    /// A resource that is wrong is not marked as equal, even if there is nothing to do.
    fileprivate var mark: (sign: String, tint: Line.Tint) {
        let isWrong = action == .none && (failure != nil || !traits.isDisjoint(with: [.foreign, .stuck]))
        return isWrong ? ("!", .red) : (action.sign, action.tint)
    }
}

extension Step.Action {
    /// The sign before a resource in a plan.
    var sign: String {
        switch self {
        case .create: "+"
        case .update: "~"
        case .delete: "-"
        case .none: "="
        }
    }

    /// The colour of its line.
    var tint: Line.Tint {
        switch self {
        case .create: .green
        case .update: .yellow
        case .delete: .red
        case .none: .plain
        }
    }
}

/// A plan to remove a stack, with what is lost for good.
struct DestroyText {
    /// The plan.
    let plan: Plan

    /// The plan and what it means for data.
    func lines(width: Int) -> [Line] {
        let text = PlanText(plan: plan, width: width)
        guard plan.hasChanges else {
            return text.header + text.resources(plan.steps) + [Line("Nothing to remove.", .strong)]
        }
        return text.lines + note(width: width)
    }

    /// The question: how many resources are removed and, in capitals, whose data is lost.
    var question: String {
        let number = plan.count(.delete)
        let resources = number == 1 ? "this resource" : "these \(number) resources"
        let data = loss.map { ", WITH ALL DATA in \($0)" } ?? ""
        return "Destroy \(resources) of \(plan.stack) · \(plan.stage)\(data)?"
    }

    /// The removed resources that hold data, by name; nil if there are none.
    var loss: String? {
        let lost = plan.steps.filter { $0.action == .delete && $0.traits.contains(.data) }
        return lost.isEmpty ? nil : Words.list(lost.map(\.id.description))
    }

    private func note(width: Int) -> [Line] {
        guard let loss else { return [] }
        let text = "ALL DATA IN \(loss) WILL BE LOST. It cannot be brought back."
        return Wrapping.lines(Printable.escaped(text), width: width).map { Line($0, .red) }
    }
}
