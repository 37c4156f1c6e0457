/// A plan to remove a stack, with what is lost and what stays.
struct DestroyText {
    /// The plan.
    let plan: Plan
    /// What holds data and is removed.
    let lost: [ResourceID]
    /// What holds data and stays.
    let kept: [ResourceID]

    /// The plan and what it means for data.
    func lines(width: Int) -> [Line] {
        let text = PlanText(plan: plan, width: width)
        guard plan.hasChanges else {
            return text.header + [Line("Nothing to remove.", .strong)] + note(width: width)
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

    private func note(width: Int) -> [Line] {
        if !lost.isEmpty {
            let text = "ALL DATA IN \(names(lost)) WILL BE LOST. It cannot be brought back."
            return wrapped(text, width: width, .red)
        }
        if !kept.isEmpty {
            let stays = kept.count == 1 ? "stays, with its data" : "stay, with their data"
            return wrapped(
                "\(Words.capitalised(names(kept))) \(stays); --delete-data removes the data too.", width: width)
        }
        return []
    }

    private func wrapped(_ text: String, width: Int, _ tint: Line.Tint = .plain) -> [Line] {
        Wrapping.lines(Printable.escaped(text), width: width).map { Line($0, tint) }
    }

    private func names(_ ids: [ResourceID]) -> String { Words.list(ids.map(\.description)) }
}
