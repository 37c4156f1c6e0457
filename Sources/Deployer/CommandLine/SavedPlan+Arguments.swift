extension SavedPlan {
    /// What was typed, with the stage that the plan is of.
    ///
    /// - Throws: ``UsageError`` where something else was asked for beside the plan than it holds.
    func completing(_ arguments: Arguments) throws -> Arguments {
        if let typed = arguments["stage"], typed != stage {
            throw UsageError(
                "the plan is of stage \(stage), and --stage says \(typed)",
                advice: "Leave --stage out: the plan says which stage it is of.")
        }
        if arguments.has("adopt") {
            throw UsageError(
                "--adopt has no meaning beside a saved plan, which \(adopting ? "adopts" : "does not adopt") as it is",
                advice: "Give --adopt to \"plan --out\", and leave it out here.")
        }
        if arguments.has("delete-data") {
            throw UsageError(
                "--delete-data has no meaning beside a saved plan, which says by itself whether data is removed",
                advice: "Give --delete-data to \"plan --out\", and leave it out here.")
        }
        return arguments.setting("stage", to: stage)
    }

    /// Makes sure that the plan is of the stack that this program describes.
    ///
    /// - Throws: ``UsageError``
    func requireStack(_ stack: String) throws {
        guard stack != self.stack else { return }
        throw UsageError(
            "the plan is of the stack \(self.stack), and this program describes \(stack)",
            advice: "Apply it with the program that saved it, or save a plan with this one.")
    }
}
