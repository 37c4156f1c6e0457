import Deployer

/// A command on a stack that failed: why, and what was done before.
///
/// A command throws it; the program that runs the command explains it, since the program knows more errors.
struct CommandFailure: Error {
    /// Why it failed.
    let errors: [any Error]
    /// What was applied; nil if it failed before that.
    let outcome: Outcome?
    /// Whether there was anything to change; nil if no plan was made.
    var hasChanges: Bool?
    /// Whether a saved plan was applied: what was done has made it stale.
    var isOfSavedPlan = false
    /// Explains the errors; it knows the stack and the stage.
    let explainer: Explainer
}

extension CommandFailure {
    /// A failure before anything was applied.
    init<Context>(_ deployment: Deployment<Context>, _ error: any Error) {
        self.init(errors: [error], outcome: nil, explainer: Explainer(deployment))
    }

    /// A plan that was only partly applied, or interrupted.
    init<Context>(_ planned: PlannedStack<Context>, _ outcome: Outcome, by signal: EndingSignal?, isSaved: Bool) {
        let applying = isSaved ? Interrupted.Progress.applyingSavedPlan : .applying
        let interruption = signal.map { Interrupted(signal: $0, progress: outcome.isComplete ? .complete : applying) }
        self.init(
            errors: outcome.failures + [interruption].compactMap { $0 },
            outcome: outcome, hasChanges: planned.plan.hasChanges, isOfSavedPlan: isSaved,
            explainer: Explainer(planned.deployment))
    }
}
