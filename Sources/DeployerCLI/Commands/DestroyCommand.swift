import Deployer

extension Command {
    /// `destroy`: removes what belongs to the stack, after a question; data only with `--delete-data`.
    ///
    /// - Parameter options: further options, which `load` reads.
    public static func destroy<Context: Sendable>(
        options: [Option] = [], load: @escaping LoadDeployment<Context>
    ) -> Command {
        Command(
            "destroy", summary: "Removes what belongs to the stage; data only with --delete-data.",
            discussion: """
                Removes what carries this stack's and stage's mark, in the reverse order of its making, after a \
                question that names what is lost. What holds data stays, unless --delete-data is given. What is not \
                this stack's is never touched.

                \(StackCommands.aboutEvents)
                """,
            options: StackCommands.options + [
                StackCommands.yes, Timeout.option,
                StackCommands.deleteData,
            ] + options,
            examples: [
                Example("destroy --stage dev", "all but the data of dev"),
                Example("destroy --stage dev --delete-data", "everything"),
            ]
        ) { arguments, console in
            let flow = DeployFlow(
                command: "destroy", done: "Destroyed", isApproved: arguments.has("yes"),
                question: { DestroyText(plan: $0).question })
            let mode = PlanMode.destroy(includingData: arguments.has("delete-data"))
            return try await flow.carryOut(arguments, console) { log in
                try await StackCommands.plan(mode, arguments, log, load: load)
            }
        }
    }
}
