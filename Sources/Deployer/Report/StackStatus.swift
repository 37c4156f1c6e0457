/// What stands of a stack, read off a plan that was made to look only.
struct StackStatus {
    /// The plan.
    let plan: Plan
    /// What the people who use the outputs should know.
    var notes = ""

    /// Whether anything of it stands.
    var isDeployed: Bool { plan.steps.contains { $0.action == .none || $0.action == .update } }

    /// Whether it stands otherwise than described.
    var hasDrifted: Bool { isDeployed && plan.hasChanges }

    /// For people: the header, what differs, the outputs.
    func lines(width: Int) -> [Line] {
        let text = PlanText(plan: plan, width: width)
        guard isDeployed else { return text.header + [Line("Not deployed.", .strong)] }
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
