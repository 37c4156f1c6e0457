import Foundation

/// Runs a program with its arguments and waits for its end, for so long at most; nil waits for as long as it takes.
typealias CommandRunner = @Sendable (_ command: ChildCommand, _ patience: Duration?) async throws -> CommandResult

/// A program to be run: no shell sees it.
struct ChildCommand: Sendable, Equatable {
    /// The program, looked for on the PATH unless there is a slash in it, and its arguments.
    let words: [String]
    let environment: [String: String]
    /// Where it may ask a person; nil for nowhere.
    var terminal: ControllingTerminal?
}

/// What came of a program.
enum CommandResult: Sendable, Equatable {
    /// It ended by itself; the status of one that a signal ended is the signal's number and 128.
    case ended(status: Int32, output: Data, errors: Data)
    /// It was ended, since its time was over or it wrote without end.
    case endedByForce
    /// There is no such program, or it may not be run.
    case notStarted(String)
}
