public import Deployer
import Synchronization

/// Loads the deployment that a command line names.
///
/// It reads settings and credentials; planning looks at the resources.
public typealias LoadDeployment<Context: Sendable> =
    @Sendable (Arguments, Console) async throws -> Deployment<Context>

/// What the commands on a stack have in common.
enum StackCommands {
    /// The options that all of them have.
    static let options = Option.ofStage + [.json, JobReport.option, .verbose]

    /// Applies without a question.
    static let yes = Option("yes", help: "Does not ask; needed where there is no terminal to ask at.")

    /// Removes data as well.
    static let deleteData = Option(
        "delete-data", help: "Removes what holds data as well where it goes. It cannot be brought back.")

    /// The help on `--json` for a command that reports events as they happen.
    static let aboutEvents = """
        With --json each event is written at once, as one line: first the plan, last the result. Every line begins with \
        its "event" and the time; docs/json.schema.json describes them all.
        """

    /// The console for all messages besides the result: standard error with `--json` or `--markdown`.
    static func logConsole(_ console: Console, _ arguments: Arguments) -> Console {
        guard arguments.has("json") || arguments.has("markdown") else { return console }
        var log = console
        (log.write, log.draw) = (console.writeError, console.drawError)
        log.outputIsTerminal = console.errorIsTerminal
        return log
    }

    /// The same for a command that reports events as they happen: with `--json` a warning is a line, too.
    static func eventConsole(_ console: Console, _ arguments: Arguments) -> Console {
        var log = logConsole(console, arguments)
        guard arguments.has("json") else { return log }
        log.onWarning = { console.present(ReportJSON.explanation($0), as: .warning) }
        return log
    }

    /// Loads the deployment that the arguments name and plans it; before a deploy it shows the stack's warnings.
    ///
    /// An interruption ends it; nothing has been changed by then.
    ///
    /// - Throws: what `load` throws, ``CommandFailure``, or `Interrupted`
    static func plan<Context: Sendable>(
        _ mode: PlanMode, _ arguments: Arguments, _ console: Console, load: @escaping LoadDeployment<Context>
    ) async throws -> PlannedStack<Context> {
        try await plan(arguments, console, load: load) { deployment in
            if case .deploy = mode { deployment.warnings.forEach(console.warn) }
            return try await Planner(deployment, clock: console.clock).plan(mode)
        }
    }

    /// The same for a deploy, which takes over what the arguments name.
    ///
    /// - Throws: ``/Deployer/UsageError`` as well, if they name what the stack does not describe.
    static func planDeploy<Context: Sendable>(
        _ arguments: Arguments, _ console: Console, load: @escaping LoadDeployment<Context>
    ) async throws -> PlannedStack<Context> {
        try await plan(arguments, console, load: load) { deployment in
            let adopting = try Adoption.named(arguments, among: deployment.ids)
            deployment.warnings.forEach(console.warn)
            let mode = PlanMode.deploy(adopting: adopting, includingData: arguments.has(deleteData.name))
            return try await Planner(deployment, clock: console.clock).plan(mode)
        }
    }

    /// Loads the deployment that the arguments name and makes the saved plan again.
    ///
    /// - Throws: what `load` throws, ``/Deployer/UsageError`` if the plan is of another stack, ``PlanFileError``,
    ///   ``CommandFailure``, or `Interrupted`
    static func plan<Context: Sendable>(
        asSaved saved: SavedPlan, _ arguments: Arguments, _ console: Console, load: @escaping LoadDeployment<Context>
    ) async throws -> PlannedStack<Context> {
        try await plan(saved.completing(arguments), console) {
            let deployment = try await load($0, $1)
            try saved.require(deployment, arguments)
            return deployment
        } _: {
            try await Planner($0, clock: console.clock).plan(asSaved: saved)
        }
    }

    private static func plan<Context: Sendable>(
        _ arguments: Arguments, _ console: Console, load: @escaping LoadDeployment<Context>,
        _ work: @escaping @Sendable (Deployment<Context>) async throws -> PlannedStack<Context>
    ) async throws -> PlannedStack<Context> {
        try await console.interruptible {
            let deployment = try await load(arguments, console)
            do {
                return try await work(deployment)
            } catch {
                throw CommandFailure(deployment, error)
            }
        }
    }

    /// Applies a plan and shows the progress; returns the outputs afterwards.
    ///
    /// After an interruption, work under way still finishes, so that its result is known.
    ///
    /// - Throws: ``CommandFailure`` if a part failed, or the work was interrupted.
    static func apply<Context: Sendable>(
        _ planned: PlannedStack<Context>, _ arguments: Arguments, timeout: Duration?, on stream: TextStream,
        _ console: Console
    ) async throws -> [Output] {
        // A block cannot be redrawn if other lines come in between, as with `--verbose` and `--json`.
        let isAlone = !arguments.has("verbose") && !arguments.has("json")
        let reporter = ProgressReporter(
            steps: planned.work, stream: isAlone ? stream : stream.withoutDrawing)
        let explainer = Explainer(planned.deployment)
        let lines = arguments.has("json") ? EventLines(explainer, to: console) : nil
        let onEvent: @Sendable (Event) -> Void = {
            reporter.report($0)
            lines?.write($0)
        }
        let signal = Mutex<EndingSignal?>(nil)
        let stop = StopRequest(clock: console.clock)
        let stopListening = console.onInterrupt { which in
            signal.withLock { $0 = which }
            // Report this before its consequences.
            onEvent(.stopping)
            stop.stop()
        }
        defer { stopListening() }
        let executor = Executor<Context>(timeout: timeout, clock: console.clock, stop: stop)
        let outcome = await reporter.during { await executor.apply(planned, onEvent: onEvent) }
        lines?.end()
        let interruption = signal.withLock { $0 }
        guard outcome.isComplete, interruption == nil else {
            throw CommandFailure(planned, outcome, by: interruption, isSaved: arguments["plan"] != nil)
        }
        return outcome.outputs
    }

    /// Ends a command whose question was not answered with `yes`: a failure, since nothing was done.
    static func declined(
        _ planned: Plan, _ job: JobReport, _ arguments: Arguments, _ console: Console
    ) -> ExitCode {
        let explanation = Explanation("nothing was changed, since the answer was not \"yes\"", advice: "")
        let line = Line(Words.wholeSentence(explanation.phrase))
        console.error.write([line])
        job.finish(
            .failed, hasChanges: planned.hasChanges,
            summary: ResultMarkdown.failed([line], isInterrupted: false, outputs: []))
        if arguments.has("json") { console.present(ReportJSON.failure([explanation]), as: .result) }
        return .failed
    }
}

extension Deployment {
    /// Compares what exists with what is described, for a command that only looks.
    ///
    /// - Throws: an error that the program explains.
    public func inspected() async throws -> Plan {
        do {
            return try await Planner(self).plan(.inspect).plan
        } catch {
            throw CommandFailure(self, error)
        }
    }
}
