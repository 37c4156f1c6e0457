import Deployer

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
