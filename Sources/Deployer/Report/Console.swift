public import Foundation

/// Where a program writes and asks: standard output, standard error and, where there is one, a terminal.
///
/// Closures, so that a test reads what was written and answers what is asked.
public struct Console: Sendable {
    /// Writes text to standard output as it is.
    public internal(set) var write: @Sendable (String) -> Void
    /// Writes text to standard error as it is.
    public let writeError: @Sendable (String) -> Void
    /// Reads one line of standard input; nil at its end.
    public let readLine: @Sendable () -> String?
    /// Whether someone sits at a terminal who can be asked (standard input and standard error).
    public let canAsk: Bool
    /// Whether standard output is a terminal: colours and live lines are welcome.
    public internal(set) var outputIsTerminal: Bool
    /// Whether standard error is a terminal.
    public let errorIsTerminal: Bool
    /// Whether colours may be used on a terminal (`NO_COLOR`, `TERM=dumb`).
    public let allowsColour: Bool
    /// The terminal's width in columns; 80 where there is none.
    public let width: Int
    /// The files in which a CI system's job wants to know what came of it.
    let jobFiles: JobFiles

    /// Calls back, with the signal, when the work under way is to end; what it gives ends the listening.
    public let onInterrupt: @Sendable (@escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void

    /// Writes a line for a program to read: to standard output, wherever `write` goes.
    let writeJSON: @Sendable (String) -> Void
    /// The time, for such a line.
    let now: @Sendable () -> Date
    /// What the work is done by: its waits, and how long it may take.
    var time = Timekeeper.system
    /// Keeps a question on the terminal from being drawn over.
    let screen = Screen()
    /// Whether standard output took less than was written to it.
    var isOutputLost: @Sendable () -> Bool = { false }
    /// Called with each warning, besides its being written.
    var onWarning: @Sendable (Explanation) -> Void = { _ in }
    /// What the program whose command is running knows of errors that the engine does not.
    var explain: @Sendable (any Error) -> Explanation? = { _ in nil }

    /// A console as the program or a test makes it.
    public init(
        write: @escaping @Sendable (String) -> Void, writeError: @escaping @Sendable (String) -> Void,
        readLine: @escaping @Sendable () -> String? = { nil }, canAsk: Bool = false, outputIsTerminal: Bool = false,
        errorIsTerminal: Bool = false, allowsColour: Bool = false, width: Int = 80,
        jobFiles: JobFiles = JobFiles(),
        onInterrupt: @escaping @Sendable (@escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void = { _ in
            {}
        },
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.write = write
        self.writeError = writeError
        self.readLine = readLine
        self.canAsk = canAsk
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
        self.allowsColour = allowsColour
        self.width = width
        self.jobFiles = jobFiles
        self.onInterrupt = onInterrupt
        self.now = now
        writeJSON = write
    }
}
