extension Command {
    /// `deploy`: makes everything as described, after a question.
    ///
    /// - Parameter options: further options, which `open` reads.
    public static func deploy<Context: Sendable>(
        options: [Option] = [], open: @escaping OpenDeployment<Context>
    ) -> Command {
        Command(
            "deploy", summary: "Makes everything as the stage describes it.",
            discussion: """
                Shows the plan, asks, and applies it, independent resources at the same time. What is right already is \
                not touched: a second deploy changes nothing. One that was interrupted is continued by the \
                next: there is no state to repair, and no lock.

                Ends with what users of the stack want to know; where the stack has a URL, it is the last line.
                """,
            options: StackCommands.options + [StackCommands.yes, StackCommands.adopt, Patience.option] + options,
            examples: [
                Example("deploy", "to the stage dev, with a question first"),
                Example("deploy --stage prod --yes", "in CI, where nobody can be asked"),
            ]
        ) { arguments, console in
            let patience = try Patience.read(arguments)
            let talk = StackCommands.talking(console, arguments)
            let approval = Approval(console: talk, isGiven: arguments.has("yes"))
            try approval.requireSomeone(for: "deploy")
            let purpose = Purpose.deploy(adopting: arguments.has("adopt"))
            let planned = try await StackCommands.plan(purpose, arguments, talk, open: open)
            approval.stream.write(PlanText(plan: planned.plan, width: talk.width).lines)
            if planned.plan.hasChanges, try await !approval.ask(question(planned.plan)) {
                return StackCommands.declined(arguments, console)
            }
            // What is right, but still at work, is waited for: the next command may count on it.
            let outputs =
                planned.plan.hasWork
                ? try await StackCommands.apply(planned, patience: patience, on: approval.stream, talk)
                : planned.plan.outputs
            if arguments.has("json") {
                StackCommands.write(ReportJSON.deployed(planned.plan.steps, outputs: outputs), to: console)
                return .done
            }
            let (steps, notes) = (planned.plan.steps, planned.notes(outputs))
            console.output.write(
                planned.plan.hasChanges
                    ? OutcomeText.deployed(steps, outputs: outputs, notes: notes, width: console.width)
                    : OutcomeText.outputs(outputs, notes: notes, width: console.width))
            return .done
        }
    }

    private static func question(_ plan: Plan) -> String {
        let number = plan.steps.count { $0.action != .none }
        let changes = number == 1 ? "this change" : "these \(number) changes"
        return "Deploy \(changes) to \(plan.stack) · \(plan.stage)?"
    }
}
