import Deployer

/// The result of an applied plan, as people read it.
package enum OutcomeText {
    /// What was done, for a plan with changes.
    ///
    /// - Parameter done: the word for it, such as `Deployed`.
    static func headline(_ done: String, _ steps: [Step]) -> Line { Line("\(done): \(sums(steps)).", .green) }

    /// The outputs, names in a column, then what their users should know; the URL is last, alone on its line.
    ///
    /// Several URLs each have such a line, in the stack's order. They are also among the names, to distinguish them.
    static func outputs(_ outputs: [Output], notes: String = "", width: Int) -> [Line] {
        let urls = outputs.filter(\.isAddress)
        let others = urls.count > 1 ? outputs : outputs.filter { !$0.isAddress }
        let column = others.map { Printable.columns(Printable.escaped($0.name)) }.max() ?? 0
        let lines = others.map {
            Line("  \(Printable.padded(Printable.escaped($0.name), to: column))  \(Printable.escaped($0.value))")
        }
        let url = urls.map { Line(Printable.escaped($0.value), .strong) }
        guard !notes.isEmpty else { return lines + url }
        let paragraphs = Wrapping.paragraphs(notes, width: width).map { Line(Printable.escaped($0)) }
        return lines + [Line("")] + paragraphs + (url.isEmpty ? [] : [Line("")]) + url
    }

    /// What was done before something failed or the work was interrupted, and what was not.
    ///
    /// - Parameter isInterrupted: if so, the error above already says that the next run continues.
    static func incomplete(
        _ outcome: Outcome, isInterrupted: Bool, isOfSavedPlan: Bool = false, width: Int
    ) -> [Line] {
        let done = outcome.finished.filter { $0.action != .none }.map { "\($0.id) (\($0.action.past))" }
        let unfinished = outcome.unfinished.map { $0.reason.isEmpty ? "\($0.id)" : "\($0.id) (\($0.reason))" }
        var sentences = [
            done.isEmpty
                ? unfinished.isEmpty ? "Nothing else was changed." : "Nothing else was finished."
                : "Done before that: \(Words.list(done))."
        ]
        if !unfinished.isEmpty { sentences.append("Unfinished: \(Words.list(unfinished)).") }
        if !outcome.notBegun.isEmpty {
            sentences.append("Not begun: \(Words.list(outcome.notBegun.map(\.description))).")
        }
        if !isInterrupted {
            sentences.append(
                isOfSavedPlan
                    ? Interrupted.howASavedPlanContinues : "Running the same command again continues from here.")
        }
        return Wrapping.lines(Printable.escaped(sentences.joined(separator: " ")), width: width).map { Line($0) }
    }

    private static func sums(_ steps: [Step]) -> String {
        let sums = [Step.Action.create, .update, .delete].compactMap { action in
            let count = steps.count { $0.action == action }
            return count == 0 ? nil : "\(count) \(action.past)"
        }
        return Words.list(sums)
    }
}

extension Step.Action {
    /// The word while it is being done.
    var present: String {
        switch self {
        case .create: "creating"
        case .update: "changing"
        case .delete: "removing"
        case .none: "waiting"
        }
    }

    /// The word once it is done.
    var past: String {
        switch self {
        case .create: "created"
        case .update: "changed"
        case .delete: "removed"
        case .none: "ready"
        }
    }
}
