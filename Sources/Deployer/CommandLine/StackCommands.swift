/// Finds the stack that a command line is about; reads settings and credentials, but does not look at the cloud yet.
public typealias OpenDeployment<Context: Sendable> =
    @Sendable (Arguments, Console) async throws -> Deployment<Context>

extension Option {
    /// The options that say which stage a command is about, and who asks: `--stage`, `--config`, `--region`, `--profile`.
    public static let ofStage = [
        Option("stage", "NAME", help: "The stage, whose settings are in <config>/NAME.json; dev if not given."),
        Option(
            "config", "PATH", help: "The folder of the stages' settings, or one settings file; config/ if not given."),
        Option("region", "NAME", help: "Another region than the one in the settings."),
        Option("profile", "NAME", help: "The profile of the shared credentials files to sign with."),
    ]
}

/// What the commands on a stack have in common.
enum StackCommands {
    /// The options of each of them.
    static let options =
        Option.ofStage + [
            Option("json", help: "Writes one JSON object to standard output, and all else to standard error.")
        ]

    /// Applies without a question.
    static let yes = Option("yes", help: "Does not ask; needed where there is no terminal to ask at.")

    /// Takes over what carries no mark of this stack.
    static let adopt = Option(
        "adopt", help: "Takes over things of the stack's names that carry no mark of it, instead of refusing them.")

    /// The console for all that is said besides the result: with `--json` that is standard error, whoever writes.
    static func talking(_ console: Console, _ arguments: Arguments) -> Console {
        guard arguments.has("json") else { return console }
        return Console(
            write: console.writeError, writeError: console.writeError, readLine: console.readLine,
            canAsk: console.canAsk, outputIsTerminal: console.errorIsTerminal,
            errorIsTerminal: console.errorIsTerminal, allowsColour: console.allowsColour, width: console.width,
            onInterrupt: console.onInterrupt)
    }

    /// Writes an object as the whole of standard output.
    static func write(_ value: JSONValue, to console: Console) { console.present(value) }

    /// Opens the deployment that the arguments name and makes a plan of it.
    ///
    /// - Throws: what `open` throws, or ``CommandFailure``
    static func plan<Context: Sendable>(
        _ purpose: Purpose, _ arguments: Arguments, _ console: Console, open: OpenDeployment<Context>
    ) async throws -> PlannedStack<Context> {
        let deployment = try await open(arguments, console)
        do {
            return try await Planner(deployment).plan(purpose)
        } catch {
            throw CommandFailure(deployment, error)
        }
    }

    /// Applies a plan and shows the progress; gives the outputs as they are afterwards.
    ///
    /// An interruption lets each write that is under way come to its end, so that what was done can be told.
    ///
    /// - Throws: ``CommandFailure`` where a part of it could not be done.
    static func apply<Context: Sendable>(
        _ planned: PlannedStack<Context>, on stream: TextStream, _ console: Console
    ) async throws -> [Output] {
        let reporter = ProgressReporter(steps: planned.plan.steps, stream: stream)
        let work = Task {
            await reporter.during { await Executor<Context>().apply(planned) { reporter.tell($0) } }
        }
        let stopListening = console.onInterrupt { work.cancel() }
        defer { stopListening() }
        let outcome = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        guard outcome.failures.isEmpty, outcome.skipped.isEmpty else { throw CommandFailure(planned.plan, outcome) }
        return outcome.outputs
    }

    /// Ends a command whose question was not answered with `yes`.
    static func declined(_ arguments: Arguments, _ console: Console) -> ExitCode {
        let explanation = Explanation("nothing was changed, since the answer was not \"yes\"", advice: "")
        console.writeError(Words.sentence(Words.capitalised(explanation.what)) + "\n")
        if arguments.has("json") { write(ReportJSON.failure([explanation]), to: console) }
        return .failed
    }
}
