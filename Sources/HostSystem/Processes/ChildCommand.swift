package import Foundation

/// A program to run, without a shell.
package struct ChildCommand: Sendable, Equatable {
    /// The program and its arguments; a program without a slash is looked up on the PATH.
    package let words: [String]
    package let environment: [String: String]
    /// Its working folder; nil for this process's.
    package var folder: String?
    /// The terminal at which it may ask the user; nil for none.
    ///
    /// Without a terminal, the program has no input and its own process group, so that the whole group can be ended.
    /// With a terminal, it stays in this process's group: the system stops a background group that reads from the
    /// terminal, and Ctrl-C reaches only the foreground group.
    package var terminal: ControllingTerminal?
    /// Whether its standard error is part of its output, in the order in which it is written.
    package var mergesErrors = false
    /// The time that it has to end by itself if its task is cancelled; zero to end it at once.
    package var endingTime = Duration.zero
    /// A program that writes more is ended; the default is more than any login's output.
    package var largestOutputBytes = 1 << 20

    /// A command from its words and its environment.
    package init(words: [String], environment: [String: String]) {
        self.words = words
        self.environment = environment
    }

    /// Whether it leads its own process group.
    var hasOwnGroup: Bool { terminal == nil }

    /// Whether its standard error is collected apart.
    var hasErrorPipe: Bool { !mergesErrors && terminal?.isError != true }

    /// The status of a program that was ended by Ctrl-C.
    private static let interruptedStatus = 128 + SIGINT

    /// Runs the program and waits for its end; cancelling the task ends it and all its descendants.
    ///
    /// - Parameters:
    ///   - timeout: ends the program; nil for no limit.
    ///   - line: gets each line of the output as it arrives.
    /// - Throws: `CancellationError`.
    package func run(
        timeout: Duration? = nil, line: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> CommandResult {
        try Task.checkCancellation()
        let child: ChildProcess
        do {
            child = try ChildProcess(self)
        } catch {
            return .notStarted(error.reason)
        }
        let result = await withTaskCancellationHandler {
            await OwnThread.run { child.finish(within: timeout, line: line) }
        } onCancel: {
            child.end()
        }
        try Task.checkCancellation()
        if case .ended(Self.interruptedStatus, _, _) = result, terminal != nil {
            // Ctrl-C reached both processes. This one cancels the task as soon as it handles the signal.
            try await Task.sleep(for: .seconds(1))
        }
        return result
    }

    /// Starts the program and does not wait: it gets no input, and its output is discarded.
    ///
    /// - Throws: ``ExecutableFile/Unusable``
    package func start() throws {
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(nothing) }
        let id = try SpawnedProgram.start(
            self, SpawnedProgram.Streams(input: nothing, output: nothing, errors: nothing))
        // Otherwise it would stay in the process table once it has ended.
        Thread.detachNewThread {
            while waitpid(id, nil, 0) < 0, errno == EINTR {}
        }
    }
}

/// The result of running a program.
package enum CommandResult: Sendable, Equatable {
    /// It ended by itself; the status is 128 plus the signal's number if a signal ended it.
    case ended(status: Int32, output: Data, errors: Data)
    /// It was ended because it ran or wrote too long.
    case endedByForce
    /// There is no such program, or it is not executable.
    case notStarted(String)
}
