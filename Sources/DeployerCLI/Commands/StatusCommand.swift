import Deployer

extension Command {
    /// `status`: shows what exists, its outputs, and whether it has drifted.
    ///
    /// - Parameter options: further options, which `load` reads.
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
