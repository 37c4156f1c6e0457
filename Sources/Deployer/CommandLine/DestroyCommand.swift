extension Command {
    /// `destroy`: removes what belongs to the stack, after a question; data only when asked by name.
    ///
    /// - Parameter options: further options, which `open` reads.
    public static func destroy<Context: Sendable>(
        options: [Option] = [], open: @escaping OpenDeployment<Context>
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
                StackCommands.yes, Patience.option,
                Option("delete-data", help: "Removes what holds data as well. It cannot be brought back."),
            ] + options,
            examples: [
                Example("destroy --stage dev", "all but the data of dev"),
                Example("destroy --stage dev --delete-data", "everything"),
            ]
        ) { arguments, console in
            let patience = try Patience.read(arguments)
            let talk = StackCommands.tellingEvents(console, arguments)
            let job = try JobReport(arguments, talk)
            let approval = Approval(console: talk, isGiven: arguments.has("yes"))
            try approval.requireSomeone(for: "destroy")
            let purpose = Purpose.destroy(includingData: arguments.has("delete-data"))
            let planned = try await StackCommands.plan(purpose, arguments, talk, open: open)
            let text = DestroyText(plan: planned.plan, lost: planned.dataLost)
            approval.stream.write(text.lines(width: talk.width))
            job.show(planned)
            if arguments.has("json") { console.present(ReportJSON.plan(planned.plan), as: .plan) }
            if planned.plan.hasChanges {
                guard try await approval.ask(text.question) else { return StackCommands.declined(arguments, console) }
                _ = try await StackCommands.apply(planned, arguments, patience: patience, on: approval.stream, talk)
            }
            finish(job, planned.plan)
            if arguments.has("json") {
                console.present(ReportJSON.destroyed(planned.plan.steps), as: .result)
            } else if planned.plan.hasChanges {
                console.output.write(OutcomeText.destroyed(planned.plan.steps))
            }
            return .done
        }
    }

    private static func finish(_ job: JobReport, _ plan: Plan) {
        guard plan.hasChanges else { return job.finish(.unchanged, hasChanges: false) }
        job.finish(
            .destroyed, hasChanges: true, summary: ResultMarkdown.done(OutcomeText.destroyed(plan.steps), outputs: []))
    }
}

extension PlannedStack {
    /// What is removed and holds data.
    fileprivate var dataLost: [ResourceID] {
        plan.steps.filter { $0.action == .delete && resources[$0.id]?.holdsData == true }.map(\.id)
    }
}
