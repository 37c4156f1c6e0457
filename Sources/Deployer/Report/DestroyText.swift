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

    /// What is asked; how many things go, and loudly if data goes with them.
    var question: String {
        let number = plan.count(.delete)
        let things = number == 1 ? "this resource" : "these \(number) resources"
        let data = lost.isEmpty ? "" : ", WITH ALL DATA in \(names(lost))"
        return "Destroy \(things) of \(plan.stack) · \(plan.stage)\(data)?"
    }

    /// What is removed and holds data.
    private var lost: [ResourceID] {
        plan.steps.filter { $0.action == .delete && $0.traits.contains(.data) }.map(\.id)
    }

    private func note(width: Int) -> [Line] {
        guard !lost.isEmpty else { return [] }
        let text = "ALL DATA IN \(names(lost)) WILL BE LOST. It cannot be brought back."
        return Wrapping.lines(Printable.escaped(text), width: width).map { Line($0, .red) }
    }

    private func names(_ ids: [ResourceID]) -> String { Words.list(ids.map(\.description)) }
}
