/// What stands of a stack, read off a plan that was made to look only.
struct StackStatus {
    /// The plan.
    let plan: Plan
    /// What the people who use the outputs should know.
    var notes = ""

    /// What of it stands.
    private var standing: [Step] {
        plan.steps.filter { ($0.action == .none || $0.action == .update) && !$0.traits.contains(.foreign) }
    }

    /// Whether it stands: data alone, kept by a removal of all else, is no deployment.
    var isDeployed: Bool {
        standing.contains { !$0.traits.contains(.data) }
            || (!standing.isEmpty && plan.steps.allSatisfy { $0.traits.contains(.data) })
    }

    /// Whether it stands otherwise than described.
    var hasDrifted: Bool { isDeployed && plan.hasChanges }

    /// For people: the header, what differs, the outputs.
    func lines(width: Int) -> [Line] {
        let text = PlanText(plan: plan, width: width)
        guard isDeployed else {
            let kept = standing.map { "\($0.id)" }
            let verdict = kept.isEmpty ? "Not deployed." : "Not deployed. Kept with its data: \(Words.list(kept))."
            return text.header
                + Wrapping.lines(Printable.escaped(verdict), width: width).map { Line($0, .strong) }
        }
        let differing = plan.steps.filter { $0.action != .none }
        let settling = plan.steps.filter { $0.action == .none && $0.settling != nil }
        let verdict =
            hasDrifted
            ? Line("Deployed, but \(Words.count(differing.count, "resource")) not as described:", .yellow)
            : Line("Deployed, and as described.", .green)
        return text.header + [verdict] + text.resources(differing + settling)
            + OutcomeText.outputs(plan.outputs, notes: notes, width: width)
    }
}
