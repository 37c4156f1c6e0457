// In an optimised build the compiler takes curl's header for the place where sigset_t is declared.
import CCurl
import Foundation

/// What starting, ending and asking a program takes, besides what `Process` does by itself.
extension Process {
    /// Starts it with every signal let through.
    ///
    /// A child inherits what its parent's thread blocks, and the threads that tasks run on block everything.
    package func runUnblocked() throws {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }

    /// Sends it a signal while it runs, and to what it started in turn: Foundation gives it a process group of its own.
    package func endGroup(by signal: Int32) {
        guard isRunning else { return }
        let id = processIdentifier
        kill(getpgid(id) == id ? -id : id, signal)
    }

    /// Waits for its end; gives the exit status or, where a signal ended it, the signal's number and 128, as a shell has it.
    ///
    /// `waitUntilExit` waits also for what it left running, since that inherits what Foundation learns of the end by. Leaves
    /// the child to be reaped by Foundation.
    package func waitForEnd() -> Int32 {
        var end = siginfo_t()
        while waitid(P_PID, id_t(processIdentifier), &end, WEXITED | WNOWAIT) != 0 {
            guard errno == EINTR else {
                // Foundation was faster.
                waitUntilExit()
                return terminationStatus + (terminationReason == .uncaughtSignal ? 128 : 0)
            }
        }
        return end.status + (end.si_code == CLD_EXITED ? 0 : 128)
    }
}

extension siginfo_t {
    /// The exit status of a child, or the number of the signal that ended it.
    fileprivate var status: Int32 {
        #if canImport(Glibc)
            _sifields._sigchld.si_status
        #else
            si_status
        #endif
    }
}
