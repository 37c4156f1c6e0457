import Deployer

extension Command {
    /// `deploy`: makes everything as described, after a question.
    ///
    /// - Parameters:
    ///   - options: further options, which `load` reads.
    ///   - load: loads the deployment that a command line names.
    public static func deploy<Context: Sendable>(
        options: [Option] = [], load: @escaping LoadDeployment<Context>
    ) -> Command {
        Command(
            "deploy", summary: "Makes everything as the stage describes it.",
            discussion: """
                Shows the plan, asks, and applies it, independent resources at the same time. What is right already is \
                not touched: a second deploy changes nothing. What is this stack's and no longer described is removed \
                once what is described exists; a table stays, and is named, unless --delete-data is given. One that was interrupted is continued by the \
                next: there is no state to repair, and no lock.

                With --plan it applies a plan that "plan --out" saved, and asks nothing. Everything is looked at again \
                first: where anything moved since, on the cloud or in the description, it says what, changes nothing \
                and ends with 3. A plan that was applied in part is stale by that: plan again.

                Ends with what users of the stack want to know; where the stack has a URL, it is the last line.

                \(StackCommands.aboutEvents)
                """,
            options: StackCommands.options
                + [StackCommands.yes, Adoption.option, StackCommands.deleteData, savedPlan, Timeout.option] + options,
            examples: [
                Example("deploy", "to the stage dev, with a question first"),
                Example("deploy --stage prod --yes", "in CI, where nobody can be asked"),
                Example("deploy --yes --json", "for a program, which reads along"),
                Example("deploy --plan prod.plan", "exactly what \"plan --stage prod --out prod.plan\" showed"),
            ]
        ) { arguments, console in
            try await deploy(arguments, console, load: load)
        }
    }

    private static func deploy<Context: Sendable>(
        _ arguments: Arguments, _ console: Console, load: @escaping LoadDeployment<Context>
    ) async throws -> ExitCode {
        let saved: SavedPlan? = if let path = arguments["plan"] { try await PlanFile.read(path) } else { nil }
        // Whoever saved the plan has already seen it.
        let flow = DeployFlow(
            command: "deploy", done: "Deployed", isApproved: arguments.has("yes") || saved != nil, question: question)
        return try await flow.carryOut(arguments, console) { log in
            try await plan(saved, arguments, log, load: load)
        }
    }

    /// The plan to apply: the saved one, or a new one.
    private static func plan<Context: Sendable>(
        _ saved: SavedPlan?, _ arguments: Arguments, _ log: Console, load: @escaping LoadDeployment<Context>
    ) async throws -> PlannedStack<Context> {
        if let saved { return try await StackCommands.plan(asSaved: saved, arguments, log, load: load) }
        return try await StackCommands.planDeploy(arguments, log, load: load)
    }

    private static let savedPlan = Option(
        "plan", "FILE", help: "Applies exactly this saved plan, without a question; ends with 3 where it is stale.")

    private static func question(_ plan: Plan) -> String {
        let (number, removals) = (plan.steps.count { $0.action != .none }, plan.count(.delete))
        let changes =
            if removals == number {
                number == 1 ? "this removal" : "these \(number) removals"
            } else if removals > 0 {
                "these \(number) changes, \(removals) of them \(removals == 1 ? "a removal" : "removals"),"
            } else {
                number == 1 ? "this change" : "these \(number) changes"
            }
        let loss = DestroyText(plan: plan).loss.map { ", WITH ALL DATA in \($0) LOST" } ?? ""
        return "Deploy \(changes) to \(plan.stack) · \(plan.stage)\(loss)?"
    }
}

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

extension Command {
    /// `destroy`: removes what belongs to the stack, after a question; data only with `--delete-data`.
    ///
    /// - Parameters:
    ///   - options: further options, which `load` reads.
    ///   - load: loads the deployment that a command line names.
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
