public import Deployer

extension Program {
    /// Runs the command that the arguments name, and shows any error; never throws.
    ///
    /// Errors go to standard error as text. If a command with `--json` fails, its last line on standard output is a
    /// result, so that a program need not read sentences.
    public func run(_ arguments: [String], console: Console) async -> ExitCode {
        let code = await runCommand(arguments, console)
        // The result did not reach the reader.
        return console.isOutputLost() && [.done, .changesPending].contains(code) ? .failed : code
    }

    private func runCommand(_ arguments: [String], _ console: Console) async -> ExitCode {
        guard !arguments.isEmpty else {
            console.writeError(HelpText(self, width: console.width).overview)
            return .badUsage
        }
        let invocation: Invocation
        do {
            invocation = try Parser(program: self).parse(arguments)
        } catch {
            return report(error, of: nil, asJSON: arguments.contains("--json"), console)
        }
        let help = HelpText(self, width: console.width)
        switch invocation {
        case .help: console.write(help.overview)
        case .commandHelp(let command): console.write(help.text(of: command))
        case .version: console.output.write([Line(Printable.escaped("\(name) \(version)"))])
        case .completion(let shell): console.write(CompletionScript(program: self).text(for: shell))
        case .manual: console.write(ManPage(program: self).text)
        case .run(let command, let arguments):
            do {
                return try await command.run(arguments, console)
            } catch {
                return report(error, of: arguments, asJSON: arguments.has("json"), console)
            }
        }
        return .done
    }

    /// - Parameter arguments: nil if the command line was not understood.
    private func report(
        _ error: any Error, of arguments: Arguments?, asJSON: Bool, _ console: Console
    ) -> ExitCode {
        let failure = error as? CommandFailure
        let explainer = failure?.explainer ?? Explainer(known: explain)
        let errors = (failure?.errors ?? [error]).flatMap { error -> [any Error] in
            (error as? InvalidStack)?.errors ?? [error]
        }
        let explanations = errors.map(explainer.explanation)
        let width = console.width
        let codes = explanations.map(\.exitCode)
        // If one of several failures is an interruption, it decides the exit code.
        let interruption = codes.first { $0 == .interrupted || $0 == .terminated }
        let isInterrupted = interruption != nil
        var lines = ExplanationText.errors(explanations, width: width)
        if let outcome = failure?.outcome {
            lines += OutcomeText.incomplete(
                outcome, isInterrupted: isInterrupted, isOfSavedPlan: failure?.isOfSavedPlan ?? false, width: width)
        }
        console.error.write(lines)
        let outputs = failure?.outcome?.outputs ?? []
        let markdown = ResultMarkdown.failed(lines, isInterrupted: isInterrupted, outputs: outputs)
        JobReport(ofFailed: arguments, console).finish(
            isInterrupted ? .interrupted : .failed, hasChanges: failure?.hasChanges, outputs: outputs, summary: markdown
        )
        if asJSON {
            let object = ReportJSON.failure(
                explanations, outcome: failure?.outcome ?? Outcome(finished: []), isInterrupted: isInterrupted)
            console.present(object, as: .result)
        } else if let arguments, arguments.has("markdown") {
            let stage = failure?.explainer.owner?.stage ?? arguments["stage"] ?? "dev"
            console.write(Markdown.planMarker(program: name, stage: stage) + markdown)
        }
        return interruption ?? codes.first ?? .failed
    }
}
