public import Deployer
public import Foundation

/// Where a program writes and asks: standard output, standard error and, if there is one, a terminal.
///
/// Its members are closures, so that a test can read what is written and answer what is asked.
public struct Console: Sendable {
    /// Writes text to standard output as it is, except for what a CI system that reads it would take for a command.
    public internal(set) var write: @Sendable (String) -> Void
    /// Writes text to standard error, likewise.
    public let writeError: @Sendable (String) -> Void
    /// Reads one line of standard input; nil at its end.
    public let readLine: @Sendable () -> String?
    /// Whether a user at a terminal can be asked (standard input and standard error).
    public let canAsk: Bool
    /// Whether standard output is a terminal: colours and live lines are welcome.
    public internal(set) var outputIsTerminal: Bool
    /// Whether standard error is a terminal.
    public let errorIsTerminal: Bool
    /// Whether colours may be used on a terminal (`NO_COLOR`, `TERM=dumb`).
    public let allowsColour: Bool
    /// The terminal's size now: it may have changed.
    public let size: @Sendable () -> TerminalSize
    /// The files in which a CI job expects the result.
    let jobFiles: JobFiles

    /// Calls back with the signal that asks the work to end; the returned closure ends the listening.
    public let onInterrupt: @Sendable (@escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void

    /// Writes a line for a program to read: always to standard output, wherever `write` goes.
    let writeJSON: @Sendable (String) -> Void
    /// The time for such a line.
    let now: @Sendable () -> Date
    /// The clock of the work: for its waits, and for how long it may take.
    package var clock: any Clock<Duration> = ContinuousClock()
    /// Draws on standard output, if that is a terminal.
    var draw: @Sendable (String) -> Void
    /// Draws on standard error, if that is a terminal.
    let drawError: @Sendable (String) -> Void
    /// The part of the terminal that is redrawn.
    let screen: Screen
    private let fixedWidth: Int?
    /// Whether text for standard output was lost.
    var isOutputLost: @Sendable () -> Bool = { false }
    /// Called with each warning, after it is written.
    var onWarning: @Sendable (Explanation) -> Void = { _ in }

    /// The columns that text is laid out for.
    public var width: Int { fixedWidth ?? min(max(size().columns, Self.widths.lowerBound), Self.widths.upperBound) }

    /// The widths at which text can be laid out and read.
    static let widths = 20...400

    /// A console as the program or a test makes it.
    ///
    /// - Parameters:
    ///   - write: writes to standard output as it is.
    ///   - writeError: the same for standard error.
    ///   - readLine: reads a line that somebody types; nil at the end.
    ///   - canAsk: whether somebody can be asked.
    ///   - outputIsTerminal: whether standard output is a terminal.
    ///   - errorIsTerminal: whether standard error is one.
    ///   - allowsColour: whether colours may be used on a terminal.
    ///   - size: the terminal's size, asked whenever it matters.
    ///   - width: the width of text, whatever the terminal's; nil for the terminal's.
    ///   - jobFiles: the files of a CI system's job.
    ///   - onInterrupt: calls a listener at each interruption, until the result is called.
    ///   - now: the time.
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
        // JSON escapes such text in its own way, within its strings.
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
    /// Writes a line to standard output, wrapped at words if it is too long.
    public func say(_ text: String) {
        output.write(Wrapping.lines(Printable.escaped(text), width: width).map { Line($0) })
    }

    /// Writes a line to standard output that can be copied: whole, however long it is.
    public func present(_ text: String) { output.write([Line(Printable.escaped(text), .strong)]) }

    /// Writes a JSON document to standard output, on many lines, for a file to hold.
    public func present(document: JSONValue) { write(JSONText.document(document) + "\n") }

    /// Writes an object to standard output, as a line of its own that begins with its event and the time.
    ///
    /// - Parameters:
    ///   - value: an object.
    ///   - event: what the object is, in a word, such as `status`.
    public func present(_ value: JSONValue, as event: String) {
        // RFC 3339, to the millisecond.
        let time = now().formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
        let head = [JSONValue.Member("event", .string(event)), JSONValue.Member("time", .string(time))]
        writeJSON(JSONText.text(.object(head + value.members)) + "\n")
    }

    /// Writes the progress of long work, such as a build's steps, to standard error: one whole line, however long.
    public func progress(_ text: String) { error.write([Line(Printable.escaped(text))]) }

    /// Writes a detail to standard error: one whole line, however long.
    public func note(_ text: String) { error.write([Line(Printable.escaped(text), .faint)]) }

    /// Writes a warning to standard error: a problem that does not stop the work.
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

/// The files in which a CI job expects a command's result; nil if it does not ask.
///
/// GitHub names one of each kind in every step's environment:
/// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.
public struct JobFiles: Sendable, Equatable {
    /// The file to which Markdown for people is appended.
    public let summary: String?
    /// The file to which names and values for later steps are appended.
    public let outputs: String?

    /// The files as a test names them.
    public init(summary: String? = nil, outputs: String? = nil) {
        self.summary = summary
        self.outputs = outputs
    }

    /// The files that an environment names in `GITHUB_STEP_SUMMARY` and `GITHUB_OUTPUT`.
    public init(environment: [String: String]) {
        self.init(
            summary: environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 },
            outputs: environment["GITHUB_OUTPUT"].flatMap { $0.isEmpty ? nil : $0 })
    }
}
