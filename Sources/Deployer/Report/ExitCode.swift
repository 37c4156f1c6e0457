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
    /// Interrupted by Ctrl-C (SIGINT), as shells say it: 128 and the signal's number.
    case interrupted = 130
    /// Ended by SIGTERM, as CI systems do.
    case terminated = 143
}
