import Deployer

/// A plan in GitHub-flavoured Markdown, for the comment on a pull request and the summary of a workflow's step.
///
/// Text from outside is always in code, like everything that the plan's text shows; hidden values stay hidden.
package struct PlanMarkdown {
    /// The plan.
    let plan: Plan
    /// Whether it removes the stack.
    var isRemoval = false

    /// The whole text; if it is too long, without the details of some resources, but with their number.
    func text(limit: Int = Markdown.limit) -> String {
        guard plan.hasChanges || !noteworthy.isEmpty else {
            return "\(owner): \(isRemoval ? "Nothing to remove." : sums)\n" + unseen.map { "\n\($0)\n" }.joined()
        }
        let location = plan.location
        let head = [
            "### \(isRemoval ? "Plan to remove" : "Plan for") \(owner)", sums,
            "Account \(Markdown.code(location.account)), region \(Markdown.code(location.region)), "
                + "as \(Markdown.code(location.identity))",
            overview(limit: limit / 2),
        ].joined(separator: "\n\n")
        let details = changing.filter { !$0.shownChanges.isEmpty }.map(details) + unchanged
        // The words about what is left out need room as well.
        let (kept, leftOut) = Markdown.fitting(details, in: limit - head.utf8.count - 200)
        let parts =
            [head] + kept + (leftOut == 0 ? [] : ["The details of \(leftOut) more are too long to be shown here."])
        return (parts + unseen).joined(separator: "\n\n") + "\n"
    }

    /// What the plan could not look at.
    private var unseen: [String] {
        plan.unseen.map { "Not looked at: \(Markdown.code(Printable.cut("\($0.what). \($0.why)", to: 300)))" }
    }

    private var owner: String { "\(Markdown.code(plan.stack)) · \(Markdown.code(plan.stage))" }

    private var sums: String {
        PlanText(plan: plan, width: .max).footer.map(\.text).joined(separator: " ")
    }

    private var changing: [Step] { plan.steps.filter { $0.action != .none } }

    /// The steps that change something, and those that a reader should know about although nothing changes.
    private var noteworthy: [Step] {
        plan.steps.filter {
            $0.action != .none || $0.failure != nil || !$0.notices.isEmpty || $0.traits.contains(.undescribed)
        }
    }

    /// A line for each resource that changes or has notes, with its notes below.
    private func overview(limit: Int) -> String {
        let lines = noteworthy.flatMap { step in
            [Printable.cut("\(step.action.diffSign) \(step.line)", to: 300)]
                + step.notes.map { "#   " + Printable.cut(Printable.escaped($0), to: 300) }
        }
        let (kept, leftOut) = Markdown.fitting(lines, in: limit)
        return Markdown.block(kept + (leftOut == 0 ? [] : ["# and \(leftOut) more"]), language: "diff")
    }

    private func details(_ step: Step) -> String {
        Markdown.folded(
            Markdown.html(step.id.description), Markdown.block(step.shownChanges.flatMap(lines), language: "diff"))
    }

    private var unchanged: [String] {
        let steps = plan.steps.filter { $0.action == .none }
        guard !steps.isEmpty else { return [] }
        return [Markdown.folded("\(steps.count) unchanged", Markdown.block(steps.map(\.line)))]
    }

    private func lines(_ change: Change) -> [String] {
        let sides = ChangeSides(change)
        let units = (ValueText.unit(change.unit, of: change.from), ValueText.unit(change.unit, of: change.to))
        return sides.removed.map { "- \(change.property): \($0)\(units.0)" }
            + sides.added.map { "+ \(change.property): \($0)\(units.1)" }
    }
}

extension Step {
    /// The resource, and its note.
    fileprivate var line: String { note.isEmpty ? id.description : "\(id) · \(note)" }

    /// Its failure and its notices.
    fileprivate var notes: [String] { (failure.map { ["failed: \($0)"] } ?? []) + notices }

    /// The changes, without those that say nothing about a creation.
    fileprivate var shownChanges: [Change] {
        guard action == .create else { return changes }
        return changes.filter { change in
            !ValueText.isEmpty(change.to) && !details.contains { change.isPart(of: $0) }
        }
    }
}

extension Step.Action {
    /// The first character of a line in a coloured diff; `!` marks a change.
    fileprivate var diffSign: String { self == .update ? "!" : sign }
}

/// A command's result in GitHub-flavoured Markdown, for the summary of a workflow's step.
enum ResultMarkdown {
    /// What was done, and the outputs afterwards; empty if there is neither.
    ///
    /// - Parameter lines: the words of the terminal, such as `Deployed: 6 created.`
    static func done(_ lines: [Line], outputs: [Output]) -> String {
        parts(lines.map { "**\($0.text)**" } + [self.outputs(outputs)])
    }

    /// What failed, in the words of the terminal, and the outputs of what exists.
    static func failed(_ lines: [Line], isInterrupted: Bool, outputs: [Output]) -> String {
        let (kept, leftOut) = Markdown.fitting(lines.map(\.text), in: Markdown.limit / 2)
        let rest = leftOut == 0 ? [] : ["\(leftOut) more lines are too long to be shown here."]
        return parts(
            ["### \(isInterrupted ? "Interrupted" : "Failed")", Markdown.block(kept + rest), self.outputs(outputs)])
    }

    private static func outputs(_ outputs: [Output]) -> String {
        let lines = outputs.map { "- \(Markdown.code($0.name)): \(Markdown.link($0.value))" }
        return Markdown.fitting(lines, in: Markdown.limit / 4).kept.joined(separator: "\n")
    }

    private static func parts(_ parts: [String]) -> String {
        let parts = parts.filter { !$0.isEmpty }
        return parts.isEmpty ? "" : parts.joined(separator: "\n\n") + "\n"
    }
}
