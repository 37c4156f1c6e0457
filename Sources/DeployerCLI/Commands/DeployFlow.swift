import Deployer

/// A command that brings something about: it shows a plan, asks, applies the plan and tells what came of it.
struct DeployFlow: Sendable {
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
        let timeout = try Timeout.read(arguments)
        let log = StackCommands.eventConsole(console, arguments)
        let job = try JobReport(arguments, log)
        let approval = Approval(console: log, isGiven: isApproved)
        try approval.requireSomeone(for: command)
        let planned = try await plan(log)
        approval.stream.write(planned.lines(width: log.width))
        job.show(planned)
        if arguments.has("json") { console.present(ReportJSON.plan(planned.plan), as: .plan) }
        if planned.plan.hasChanges, try await !approval.ask(question(planned.plan)) {
            return StackCommands.declined(planned.plan, job, arguments, console)
        }
        // What is right, but still at work, is waited for: the next command may count on it.
        let outputs =
            planned.work.isEmpty
            ? planned.plan.outputs
            : try await StackCommands.apply(planned, arguments, timeout: timeout, on: approval.stream, log)
        report(planned, planned.mode.removes ? [] : outputs, job, arguments, console)
        return .done
    }

    /// Tells what came of it: the job, and on standard output a program or people.
    private func report<Context>(
        _ planned: PlannedStack<Context>, _ outputs: [Output], _ job: JobReport, _ arguments: Arguments,
        _ console: Console
    ) {
        let (plan, removes) = (planned.plan, planned.mode.removes)
        let result: CommandResult = !plan.hasChanges ? .unchanged : removes ? .destroyed : .applied
        let headline = plan.hasChanges ? [OutcomeText.headline(done, plan.steps)] : []
        job.finish(
            result, hasChanges: plan.hasChanges, outputs: outputs,
            summary: ResultMarkdown.done(headline, outputs: outputs))
        if arguments.has("json") {
            return console.present(ReportJSON.done(result, plan.steps, outputs: removes ? nil : outputs), as: .result)
        }
        let notes = removes ? "" : planned.notes(outputs)
        console.output.write(headline + OutcomeText.outputs(outputs, notes: notes, width: console.width))
    }
}

extension PlannedStack {
    /// The plan as people read it.
    fileprivate func lines(width: Int) -> [Line] {
        mode.removes ? DestroyText(plan: plan).lines(width: width) : PlanText(plan: plan, width: width).lines
    }
}
