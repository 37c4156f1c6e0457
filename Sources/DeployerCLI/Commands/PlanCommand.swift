import Deployer

extension Command {
    /// `plan`: shows what a deploy would change, and changes nothing.
    ///
    /// - Parameters:
    ///   - options: further options, which `load` reads.
    ///   - load: loads the deployment that a command line names.
    public static func plan<Context: Sendable>(
        options: [Option] = [], load: @escaping LoadDeployment<Context>
    ) -> Command {
        Command(
            "plan", summary: "Shows what a deploy or a destroy would change, and changes nothing.",
            discussion: """
                Looks at everything that the stage describes and compares it, property by property, with what exists. \
                Each resource has one line: = is as described, ~ is to be changed, + is to be created, - is to be \
                removed, ! has failed and nothing here mends it. It sends no write, and needs no more rights than to read. \
                With --destroy it shows what "destroy" would remove, what it would keep, and why; nothing is built.

                With --out the plan is saved as well, for "deploy --plan" to apply it as it was seen. The file holds no \
                value of any property, only a digest of each.

                With --markdown it is written as GitHub's Markdown, for a comment on a pull request, which begins with a \
                line that is not shown, as "<!-- counter plan: prod -->": a workflow finds its comment by it. A plan that \
                could not be made is reported in the same way.
                """,
            options: StackCommands.options + [
                destroyOption, Adoption.option, StackCommands.deleteData,
                Option("markdown", help: "Writes the plan as Markdown, and all else to standard error."),
                Option("out", "FILE", help: "Saves the plan to a file that only its owner can read."),
                Option(
                    "detailed-exitcode", help: "Ends with 2 where anything is to be changed or has failed, else with 0."
                ),
            ] + options,
            examples: [
                Example("plan --stage prod", "what a deploy to prod would do"),
                Example("plan --stage prod --detailed-exitcode", "the same in CI, to find drift"),
                Example("plan --stage prod --out prod.plan", "the same, for deploy --plan prod.plan to apply"),
                Example("plan --stage prod --markdown", "the same, for a comment on a pull request"),
                Example("plan --stage pr-42 --destroy", "what a destroy of pr-42 would remove"),
                Example("plan --json", "for a program, as one JSON object"),
            ]
        ) { arguments, console in
            try await plan(arguments, console, load: load)
        }
    }

    private static let destroyOption = Option(
        "destroy", help: "Shows what \"destroy\" would remove instead, and what it would keep.")

    /// Whether the plan is to be that of a destroy.
    ///
    /// - Throws: ``/Deployer/UsageError`` for options that only a deploy's plan has.
    public static func plansRemoval(_ arguments: Arguments) throws -> Bool {
        guard arguments.has(destroyOption.name) else { return false }
        if arguments["out"] != nil {
            throw UsageError(
                "--out does not save the plan of a destroy",
                advice: "Run \"destroy\": it shows the same plan, and asks.")
        }
        if !arguments.all(Adoption.option.name).isEmpty {
            throw UsageError(
                "--adopt has no meaning beside --destroy, which removes only what is this stack's",
                advice: "Give one of them.")
        }
        return true
    }

    private static func plan<Context: Sendable>(
        _ arguments: Arguments, _ console: Console, load: @escaping LoadDeployment<Context>
    ) async throws -> ExitCode {
        let isRemoval = try plansRemoval(arguments)
        guard !arguments.has("json") || !arguments.has("markdown") else {
            throw UsageError(
                "--json and --markdown both take the whole of standard output", advice: "Give one of them.")
        }
        let job = try JobReport(arguments, console)
        let log = StackCommands.logConsole(console, arguments)
        let file = try arguments["out"].map { try OutputFile($0) }
        let planned =
            isRemoval
            ? try await StackCommands.plan(
                .destroy(includingData: arguments.has(StackCommands.deleteData.name)), arguments, log, load: load)
            : try await StackCommands.planDeploy(arguments, log, load: load)
        try file?.writePrivately(PlanFile.contents(of: SavedPlan(planned, salt: SavedPlan.newSalt())))
        let plan = planned.plan
        if arguments.has("json") {
            console.present(ReportJSON.plan(plan), as: .plan)
        } else if arguments.has("markdown") {
            let marker = Markdown.planMarker(program: arguments.program, stage: plan.stage)
            console.write(marker + PlanMarkdown(plan: plan, isRemoval: isRemoval).text())
        } else {
            console.output.write(planned.lines(width: console.width))
        }
        job.show(planned)
        job.finish(.planned, hasChanges: plan.hasChanges, outputs: isRemoval ? [] : plan.outputs)
        if let file { log.output.write([SavedPlanText.saved(to: file, arguments)]) }
        let isDone = isRemoval ? !plan.hasChanges : plan.isAsDescribed
        return arguments.has("detailed-exitcode") && !isDone ? .changesPending : .done
    }
}

extension Command {
    /// `status`: shows what exists, its outputs, and whether it has drifted.
    ///
    /// - Parameters:
    ///   - options: further options, which `load` reads.
    ///   - load: loads the deployment that a command line names.
    public static func status<Context: Sendable>(
        options: [Option] = [], load: @escaping LoadDeployment<Context>
    ) -> Command {
        Command(
            "status", summary: "Shows what is deployed, its outputs, and whether it drifted.",
            discussion: """
                Looks only. Says whether the stage is deployed, which resources are not as described, and what users \
                of the stack want to know, with the URL last where there is one. It ends with 0 also where something \
                drifted; in a script, use "plan --detailed-exitcode".
                """,
            options: StackCommands.options + options,
            examples: [
                Example("status --stage prod", "where it is, and whether someone changed it by hand"),
                Example("status --json", "for a program, as one JSON object"),
            ]
        ) { arguments, console in
            let log = StackCommands.logConsole(console, arguments)
            let job = try JobReport(arguments, console)
            let looked = try await StackCommands.plan(.inspect, arguments, log, load: load)
            let status = StackStatus(plan: looked.plan, notes: looked.deployment.notes(looked.plan.outputs))
            job.finish(
                status.isDeployed ? status.hasDrifted ? .drifted : .deployed : .notDeployed,
                hasChanges: status.hasDrifted, outputs: looked.plan.outputs)
            if arguments.has("json") {
                console.present(ReportJSON.status(status), as: .status)
            } else {
                console.output.write(status.lines(width: console.width))
            }
            return .done
        }
    }
}
