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
