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
                """,
            options: StackCommands.options + [
                StackCommands.adopt,
                Option(
                    "detailed-exitcode", help: "Ends with 2 where there are changes, and with 0 where there are none."),
            ] + options,
            examples: [
                Example("plan --stage prod", "what a deploy to prod would do"),
                Example("plan --stage prod --detailed-exitcode", "the same in CI, to find drift"),
                Example("plan --json", "for a program, as one JSON object"),
            ]
        ) { arguments, console in
            let talk = StackCommands.talking(console, arguments)
            let purpose = Purpose.deploy(adopting: arguments.has("adopt"))
            let plan = try await StackCommands.plan(purpose, arguments, talk, open: open).plan
            if arguments.has("json") {
                StackCommands.write(ReportJSON.plan(plan), to: console)
            } else {
                console.output.write(PlanText(plan: plan, width: console.width).lines)
            }
            return arguments.has("detailed-exitcode") && plan.hasChanges ? .changesPending : .done
        }
    }
}
