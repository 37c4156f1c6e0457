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

    /// The exit status of one that has ended; where a signal ended it, the signal's number and 128, as a shell has it.
    package var shellStatus: Int32 { terminationStatus + (terminationReason == .uncaughtSignal ? 128 : 0) }
}
