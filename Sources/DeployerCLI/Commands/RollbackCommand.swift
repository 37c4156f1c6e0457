import Deployer

extension Command {
    /// `rollback`: serves the previous version again, after a question.
    ///
    /// - Parameters:
    ///   - options: further options, which `load` reads.
    ///   - load: makes a deployment of only what is rolled back, as it was before.
    public static func rollback<Context: Sendable>(
        options: [Option] = [], load: @escaping LoadDeployment<Context>
    ) -> Command {
        Command(
            "rollback", summary: "Serves again what was served before the last deploy.",
            discussion: """
                Shows what is served and what is to be served instead, asks, and changes over at once. Nothing is built, \
                and nothing else of the stack is touched: data, rights and settings stay as they are. Each further \
                rollback goes one version further back. The next deploy serves again what the program describes.

                \(StackCommands.aboutEvents)
                """,
            options: StackCommands.options + [StackCommands.yes, Timeout.option] + options,
            examples: [
                Example("rollback --stage prod", "to the version before, with a question first"),
                Example("rollback --stage prod --yes", "in CI, where nobody can be asked"),
            ]
        ) { arguments, console in
            let flow = DeployFlow(
                command: "rollback", done: "Rolled back", isApproved: arguments.has("yes"),
                question: { "Roll \($0.stack) · \($0.stage) back?" })
            return try await flow.carryOut(arguments, console) { log in
                try await StackCommands.plan(.deploy(adopting: []), arguments, log, load: load)
            }
        }
    }
}
