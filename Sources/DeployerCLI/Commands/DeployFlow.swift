import Deployer

/// A command that applies a plan: it shows the plan, asks, applies it and reports the result.
struct DeployFlow: Sendable {
    /// The command as typed, such as `deploy`.
    let command: String
    /// The word for success, such as `Deployed`.
    let done: String
    /// Whether the question is already answered.
    let isApproved: Bool
    /// The question before anything is changed.
    let question: @Sendable (Plan) -> String

    /// Runs the command.
    ///
    /// - Parameter plan: makes the plan; its messages go to the console that it receives.
    /// - Throws: what `plan` throws, ``/Deployer/UsageError`` if nobody can be asked, ``CommandFailure``
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
        // Resources that are as described but not ready yet are waited for: the next command may rely on them.
        let outputs =
            planned.work.isEmpty
            ? planned.plan.outputs
            : try await StackCommands.apply(planned, arguments, timeout: timeout, on: approval.stream, log)
        report(planned, planned.mode.removes ? [] : outputs, job, arguments, console)
        return .done
    }

    /// Reports the result: to the CI job, and on standard output to a program or to people.
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
        let notes = removes ? "" : planned.deployment.notes(outputs)
        console.output.write(headline + OutcomeText.outputs(outputs, notes: notes, width: console.width))
    }
}

extension PlannedStack {
    /// The plan as people read it.
    func lines(width: Int) -> [Line] {
        mode.removes ? DestroyText(plan: plan).lines(width: width) : PlanText(plan: plan, width: width).lines
    }
}
