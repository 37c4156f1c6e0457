extension Command {
    /// `plan`: shows what a deploy would change, and changes nothing.
    ///
    /// - Parameter options: further options, which `open` reads.
    public static func plan<Context: Sendable>(
        options: [Option] = [], open: @escaping OpenDeployment<Context>
    ) -> Command {
        Command(
            "plan", summary: "Shows what a deploy would change, and changes nothing.",
            discussion: """
                Looks at everything that the stage describes and compares it, property by property, with what stands. \
                Each resource has one line: = is as described, ~ is to be changed, + is to be created, - is to be \
                removed. It sends no write, and needs no more rights than to read.

                With --out the plan is saved as well, for "deploy --plan" to apply it as it was seen. The file holds no \
                value of any property, only a digest of each.
                """,
            options: StackCommands.options + [
                StackCommands.adopt,
                Option("out", "FILE", help: "Saves the plan to a file that only its owner can read."),
                Option(
                    "detailed-exitcode", help: "Ends with 2 where there are changes, and with 0 where there are none."),
            ] + options,
            examples: [
                Example("plan --stage prod", "what a deploy to prod would do"),
                Example("plan --stage prod --detailed-exitcode", "the same in CI, to find drift"),
                Example("plan --stage prod --out prod.plan", "the same, for deploy --plan prod.plan to apply"),
                Example("plan --json", "for a program, as one JSON object"),
            ]
        ) { arguments, console in
            let talk = StackCommands.talking(console, arguments)
            let file = try arguments["out"].map { try OutputFile($0) }
            let purpose = Purpose.deploy(adopting: arguments.has("adopt"))
            let planned = try await StackCommands.plan(purpose, arguments, talk, open: open)
            try file?.writePrivately(PlanFile.contents(of: SavedPlan(planned, salt: SavedPlan.newSalt())))
            let plan = planned.plan
            if arguments.has("json") {
                console.present(ReportJSON.plan(plan), as: .plan)
            } else {
                console.output.write(PlanText(plan: plan, width: console.width).lines)
            }
            if let file { talk.output.write([SavedPlanText.saved(to: file.path, program: arguments.program)]) }
            return arguments.has("detailed-exitcode") && plan.hasChanges ? .changesPending : .done
        }
    }
}
