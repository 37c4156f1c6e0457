import Foundation

/// A program that runs beside this one.
///
/// Without a terminal it has nothing to read and a process group of its own, by which it is ended whole. With one it is
/// in this process's group, as a program is that a shell starts: a group in the background is stopped when it reads from
/// the terminal, and Ctrl-C goes to the group in the foreground.
enum Subprocess {
    /// The status of a program that Ctrl-C ended.
    private static let interruptedStatus = 128 + SIGINT

    /// The real ``CommandRunner``: where the task is cancelled, the program and all that it started are ended at once.
    static func run(_ command: ChildCommand, _ patience: Duration?) async throws -> CommandResult {
        try Task.checkCancellation()
        let child: ChildProgram
        do {
            child = try ChildProgram(command)
        } catch {
            return .notStarted(error.reason)
        }
        let result = await withTaskCancellationHandler {
            await OwnThread.run { child.finish(within: patience) }
        } onCancel: {
            child.end()
        }
        try Task.checkCancellation()
        if case .ended(interruptedStatus, _, _) = result, command.terminal != nil {
            // Ctrl-C went to both: this process is just about to notice it, and cancels then.
            try await Task.sleep(for: .seconds(1))
        }
        return result
    }
}
