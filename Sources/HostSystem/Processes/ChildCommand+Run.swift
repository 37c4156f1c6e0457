import Foundation

extension ChildCommand {
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
