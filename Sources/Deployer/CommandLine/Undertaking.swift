/// A command that brings something about: it shows a plan, asks, applies the plan and tells what came of it.
struct Undertaking: Sendable {
    /// As it is typed, as `deploy`.
    let command: String
    /// What is said once it is done, as `Deployed`.
    let done: String
    /// Whether nobody need be asked.
    let isApproved: Bool
    /// What is asked before anything is changed.
    let question: @Sendable (Plan) -> String

    /// Does it.
    ///
    /// - Parameter plan: makes the plan; what is said meanwhile goes to the console that it is given.
    /// - Throws: what `plan` throws, ``UsageError`` where nobody can be asked, ``CommandFailure``
    func carryOut<Context: Sendable>(
        _ arguments: Arguments, _ console: Console, plan: (Console) async throws -> PlannedStack<Context>
    ) async throws -> ExitCode {
        let patience = try Patience.read(arguments)
        let talk = StackCommands.tellingEvents(console, arguments)
        let job = try JobReport(arguments, talk)
        let approval = Approval(console: talk, isGiven: isApproved)
        try approval.requireSomeone(for: command)
        let planned = try await plan(talk)
        approval.stream.write(PlanText(plan: planned.plan, width: talk.width).lines)
        job.show(planned)
        if arguments.has("json") { console.present(ReportJSON.plan(planned.plan), as: .plan) }
        if planned.plan.hasChanges, try await !approval.ask(question(planned.plan)) {
            return StackCommands.declined(arguments, console)
        }
        // What is right, but still at work, is waited for: the next command may count on it.
        let outputs =
            planned.plan.hasWork
            ? try await StackCommands.apply(planned, arguments, patience: patience, on: approval.stream, talk)
            : planned.plan.outputs
        finish(job, planned.plan, outputs: outputs)
        if arguments.has("json") {
            console.present(ReportJSON.deployed(planned.plan.steps, outputs: outputs), as: .result)
            return .done
        }
        let notes = planned.notes(outputs)
        console.output.write(
            planned.plan.hasChanges
                ? OutcomeText.applied(done, planned.plan.steps, outputs: outputs, notes: notes, width: console.width)
                : OutcomeText.outputs(outputs, notes: notes, width: console.width))
        return .done
    }

    private func finish(_ job: JobReport, _ plan: Plan, outputs: [Output]) {
        let lines = plan.hasChanges ? OutcomeText.applied(done, plan.steps, outputs: [], width: .max) : []
        job.finish(
            plan.hasChanges ? .applied : .unchanged, hasChanges: plan.hasChanges, outputs: outputs,
            summary: ResultMarkdown.done(lines, outputs: outputs))
    }
}
