/// How a program ends, for the shell and for CI.
public enum ExitCode: Int32, Sendable {
    /// Done.
    case done = 0
    /// Not done.
    case failed = 1
    /// There are changes, and `plan --detailed-exitcode` was asked.
    case changesPending = 2
    /// A saved plan no longer fits.
    case stalePlan = 3
    /// The command line was wrong.
    case badUsage = 64
    /// Interrupted.
    case interrupted = 130
}
