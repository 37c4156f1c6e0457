#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The signals that a program which is started here can be ended with.
enum ChildSignals {
    /// Runs `body`, which starts a program, with every signal let through: a child inherits what its parent's thread blocks,
    /// and the threads that tasks run on block everything.
    static func unblocked(_ body: () -> Void) {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        body()
    }
}
