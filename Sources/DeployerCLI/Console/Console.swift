public import Deployer
public import Foundation

/// Where a program writes and asks: standard output, standard error and, where there is one, a terminal.
///
/// Closures, so that a test reads what was written and answers what is asked.
public struct Console: Sendable {
    /// Writes text to standard output as it is, but for what would be a command to a CI system that reads it.
    public internal(set) var write: @Sendable (String) -> Void
    /// Writes text to standard error, likewise.
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
    /// How much room the terminal has now: it may have become another since.
    public let size: @Sendable () -> TerminalSize
    /// The files in which a CI system's job wants to know what came of it.
    let jobFiles: JobFiles

    /// Calls back, with the signal, when the work under way is to end; what it gives ends the listening.
    public let onInterrupt: @Sendable (@escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void

    /// Writes a line for a program to read: to standard output, wherever `write` goes.
    let writeJSON: @Sendable (String) -> Void
    /// The time, for such a line.
    let now: @Sendable () -> Date
    /// What the work is done by: its waits, and how long it may take.
    package var time = EngineClock.system
    /// Writes what is drawn on standard output where that is a terminal.
    var draw: @Sendable (String) -> Void
    /// Writes what is drawn on standard error where that is a terminal.
    let drawError: @Sendable (String) -> Void
    /// What is drawn on the terminal.
    let screen: Screen
    private let fixedWidth: Int?
    /// Whether standard output took less than was written to it.
    var isOutputLost: @Sendable () -> Bool = { false }
    /// Called with each warning, besides its being written.
    var onWarning: @Sendable (Explanation) -> Void = { _ in }
    /// What the program whose command is running knows of errors that the engine does not.
    var explain: @Sendable (any Error) -> Explanation? = { _ in nil }

    /// The columns that text is laid out for.
    public var width: Int { fixedWidth ?? min(max(size().columns, Self.widths.lowerBound), Self.widths.upperBound) }

    /// What text can be laid out for, and be read.
    static let widths = 20...400

    /// A console as the program or a test makes it.
    ///
    /// - Parameters:
    ///   - write: writes to standard output as it is, and `writeError` to standard error.
    ///   - width: what text is laid out for, whatever the terminal has; nil for as much as it has.
    public init(
        write: @escaping @Sendable (String) -> Void, writeError: @escaping @Sendable (String) -> Void,
        readLine: @escaping @Sendable () -> String? = { nil }, canAsk: Bool = false, outputIsTerminal: Bool = false,
        errorIsTerminal: Bool = false, allowsColour: Bool = false,
        size: @escaping @Sendable () -> TerminalSize = { TerminalSize() }, width: Int? = nil,
        jobFiles: JobFiles = JobFiles(),
        onInterrupt: @escaping @Sendable (@escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void = { _ in
            {}
        },
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        let screen = Screen()
        self.screen = screen
        self.write = { text in screen.write { write(WorkflowCommands.defused(text)) } }
        self.writeError = { text in screen.write { writeError(WorkflowCommands.defused(text)) } }
        // JSON has its own way to spell, within its strings.
        writeJSON = write
        draw = write
        drawError = writeError
        self.readLine = readLine
        self.canAsk = canAsk
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
        self.allowsColour = allowsColour
        self.size = size
        fixedWidth = width
        self.jobFiles = jobFiles
        self.onInterrupt = onInterrupt
        self.now = now
    }
}

extension Console {
    /// Writes a line to standard output, broken at words where it is too long.
    public func say(_ text: String) {
        output.write(Wrapping.lines(Printable.escaped(text), width: width).map { Line($0) })
    }

    /// Writes a line to standard output that is to be copied: whole, however long it is.
    public func present(_ text: String) { output.write([Line(Printable.escaped(text), .strong)]) }

    /// Writes a JSON document to standard output, on many lines, for a file to hold.
    public func present(document: JSONValue) { write(JSONText.document(document) + "\n") }

    /// Writes an object to standard output, as a line of its own that begins with what it is and when it was written.
    ///
    /// - Parameters:
    ///   - value: an object.
    ///   - event: what the object is, in a word, as `status`.
    public func present(_ value: JSONValue, as event: String) {
        // RFC 3339, to the millisecond.
        let time = now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let head = [JSONValue.Member("event", .string(event)), JSONValue.Member("time", .string(time))]
        writeJSON(JSONText.text(.object(head + value.members)) + "\n")
    }

    /// Writes to standard error what work that takes long is at, as a build's steps: a line, whole, however long it is.
    public func progress(_ text: String) { error.write([Line(Printable.escaped(text))]) }

    /// Writes a line to standard error for who wants to know more: whole, however long it is.
    public func note(_ text: String) { error.write([Line(Printable.escaped(text), .faint)]) }

    /// Writes to standard error what goes on all the same, but not as it should.
    public func warn(_ explanation: Explanation) {
        error.write(ExplanationText.warning(explanation, width: width))
        onWarning(explanation)
    }
}

extension Console {
    /// Standard output.
    var output: TextStream {
        TextStream(
            write: write, isTerminal: outputIsTerminal, colours: outputIsTerminal && allowsColour, width: width,
            surface: Screen.Surface(write: draw, size: size), screen: screen)
    }

    /// Standard error.
    var error: TextStream {
        TextStream(
            write: writeError, isTerminal: errorIsTerminal, colours: errorIsTerminal && allowsColour, width: width,
            surface: Screen.Surface(write: drawError, size: size), screen: screen)
    }
}
