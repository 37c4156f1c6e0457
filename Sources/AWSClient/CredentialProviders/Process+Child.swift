// Without this import, an optimised build takes curl's header for the declaration of sigset_t.
import CCurl
import Foundation

/// What `Process` lacks for starting, ending and waiting for a program.
extension Process {
    /// Starts the program with no signal blocked.
    ///
    /// A child inherits the signal mask of its parent's thread, and the threads of Swift tasks block all signals.
    package func runUnblocked() throws {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }

    /// Sends a signal to the running program and its descendants: Foundation gives it its own process group.
    package func endGroup(by signal: Int32) {
        guard isRunning else { return }
        let id = processIdentifier
        kill(getpgid(id) == id ? -id : id, signal)
    }

    /// Waits for its end; returns the exit status, or 128 plus the signal's number, as in a shell.
    ///
    /// `waitUntilExit` also waits for descendants: they inherit the descriptor by which Foundation detects the end.
    /// Foundation still reaps the child.
    package func waitForEnd() -> Int32 {
        var end = siginfo_t()
        while waitid(P_PID, id_t(processIdentifier), &end, WEXITED | WNOWAIT) != 0 {
            guard errno == EINTR else {
                // Foundation has already reaped it.
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
