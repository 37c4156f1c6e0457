public import Deployer

/// A signal with which a user or a CI system asks the program to end.
public enum EndingSignal: Sendable, CaseIterable {
    /// Ctrl-C: SIGINT.
    case interrupt
    /// What a CI system sends when it cancels a job: SIGTERM.
    case termination

    /// The exit code of a program that ends as asked.
    public var exitCode: ExitCode {
        switch self {
        case .interrupt: .interrupted
        case .termination: .terminated
        }
    }
}

/// The program was asked to end before its work was done.
struct Interrupted: Explainable, Equatable {
    /// How far the work had come.
    enum Progress {
        /// Nothing was changed yet.
        case untouched
        /// A plan was being applied.
        case applying
        /// A saved plan was being applied: what was done has made it stale.
        case applyingSavedPlan
        /// Everything was done: the signal came during the last operation.
        case complete
    }

    /// The signal.
    let signal: EndingSignal
    /// How far the work had come.
    let progress: Progress

    /// The explanation for the user.
    var explanation: Explanation {
        switch progress {
        case .untouched:
            Explanation(
                "interrupted before anything was changed", advice: "Run the same command again to begin anew.",
                exitCode: signal.exitCode)
        case .applying:
            Explanation(
                "interrupted before everything was done",
                advice: "Run the same command again: it continues where it stopped.", exitCode: signal.exitCode)
        case .applyingSavedPlan:
            Explanation(
                "interrupted before everything was done", advice: Self.howASavedPlanContinues,
                exitCode: signal.exitCode)
        case .complete:
            Explanation(
                "interrupted, when everything was done already", advice: "Run the same command again to look at it.",
                exitCode: signal.exitCode)
        }
    }

    /// What to do after an interruption, since what was done made the saved plan stale.
    static let howASavedPlanContinues = "The saved plan is used up: plan again, or deploy without --plan, to continue."
}
