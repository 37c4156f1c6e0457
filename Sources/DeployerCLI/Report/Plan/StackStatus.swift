import Deployer

/// What exists of a stack, according to a plan that only looks.
package struct StackStatus {
    /// The plan.
    let plan: Plan
    /// What the users of the outputs should know.
    var notes = ""

    /// The resources of the stack that exist.
    private var existing: [Step] {
        plan.steps.filter { step in
            (step.action == .none || step.action == .update) && step.traits.isDisjoint(with: [.foreign, .undescribed])
        }
    }

    /// Whether the stack is deployed.
    ///
    /// Data alone, kept by a removal, is no deployment, but a resource that is no longer described is one.
    var isDeployed: Bool {
        (existing + plan.steps.filter { $0.traits.contains(.undescribed) }).contains { !$0.traits.contains(.data) }
            || (!existing.isEmpty && plan.steps.allSatisfy { $0.traits.contains(.data) })
    }

    /// Whether it is deployed but not as described: something differs, has failed, or is not this stack's.
    var hasDrifted: Bool { isDeployed && !plan.isAsDescribed }

    /// The lines for people: the header, what differs, the outputs.
    func lines(width: Int) -> [Line] {
        let text = PlanText(plan: plan, width: width)
        guard isDeployed else {
            let kept = existing.map { "\($0.id)" }
            let verdict = kept.isEmpty ? "Not deployed." : "Not deployed. Kept with its data: \(Words.list(kept))."
            return text.header
                + Wrapping.lines(Printable.escaped(verdict), width: width).map { Line($0, .strong) }
                + text.resources(plan.steps.filter { !$0.traits.isDisjoint(with: [.foreign, .undescribed]) })
                + text.unseen
        }
        let wrong = plan.steps.filter(\.isWrong)
        let noted = plan.steps.filter { step in
            !step.isWrong && (step.settling != nil || !step.notices.isEmpty || step.traits.contains(.undescribed))
        }
        let verdict =
            wrong.isEmpty
            ? Line("Deployed, and \(subject)as described.", .green)
            : Line("Deployed, but \(Words.count(wrong.count, "resource")) not as described:", .yellow)
        return text.header + [verdict] + text.resources(wrong + noted) + text.unseen
            + OutcomeText.outputs(plan.outputs, notes: notes, width: width)
    }

    /// What is as described; empty if that is everything.
    private var subject: String {
        if !plan.unseen.isEmpty { return "all that was looked at " }
        return plan.steps.contains { $0.traits.contains(.undescribed) } ? "all that is described is " : ""
    }
}

extension Step {
    /// Whether it is not as it should be, even if there is nothing to do about it.
    fileprivate var isWrong: Bool {
        action != .none || failure != nil || !traits.isDisjoint(with: [.foreign, .stuck])
    }
}
