import Deployer

/// A command on a stack that failed: which stack, why, and what was done before.
///
/// Thrown by a command, so that the program that runs it, which knows more errors, finds the words.
struct CommandFailure: Error {
    /// The stack's name.
    let stack: String
    /// The stage's name.
    let stage: String
    /// Why.
    let errors: [any Error]
    /// What was applied; nil where it did not come to that.
    let outcome: Outcome?
    /// Whether there was anything to change; nil where no plan was made.
    var hasChanges: Bool?
    /// Whether a saved plan was applied, which is stale by what was done.
    var isOfSavedPlan = false
    /// What is known of the errors where it depends on the stage; before what the program knows.
    var explain: @Sendable (any Error) -> Explanation? = { _ in nil }
}

extension CommandFailure {
    /// A failure of work on a deployment, before anything was applied.
    init<Context>(_ deployment: Deployment<Context>, _ error: any Error) {
        self.init(
            stack: deployment.stack, stage: deployment.stage, errors: [error], outcome: nil, explain: deployment.explain
        )
    }

    /// A plan that was applied in part, or whose applying was interrupted.
    init<Context>(_ planned: PlannedStack<Context>, _ outcome: Outcome, by signal: EndingSignal?, isSaved: Bool) {
        let applying = isSaved ? Interrupted.Progress.applyingSavedPlan : .applying
        let interruption = signal.map { Interrupted(signal: $0, progress: outcome.isComplete ? .complete : applying) }
        self.init(
            stack: planned.plan.stack, stage: planned.plan.stage,
            errors: outcome.failures + [interruption].compactMap { $0 },
            outcome: outcome, hasChanges: planned.plan.hasChanges, isOfSavedPlan: isSaved, explain: planned.explain)
    }
}
