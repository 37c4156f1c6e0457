/// An error for people: what happened, why, and what to do now.
public struct Explanation: Sendable, Equatable {
    /// What happened, as a sentence without full stop, such as `table VisitorCount could not be created`.
    public var what: String { phrase.text }
    /// Why, in sentences; empty if `what` says it.
    public let why: String
    /// What to do, in sentences.
    public let advice: String
    /// The program's exit code.
    public let exitCode: ExitCode
    /// Details for a program that reads JSON, besides the sentences.
    public let details: [JSONValue.Member]
    /// What happened, for the beginning or the middle of a sentence.
    package let phrase: Phrase

    /// An explanation, made by the error's own module.
    public init(
        _ what: Phrase, why: String = "", advice: String, exitCode: ExitCode = .failed,
        details: [JSONValue.Member] = []
    ) {
        phrase = what
        self.why = Self.shortened(why)
        self.advice = advice
        self.exitCode = exitCode
        self.details = details
    }

    /// The maximum size of `why` in bytes: it contains a cloud's own words, and what others wrote on its resources.
    private static let mostBytesOfWhy = 16 << 10

    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > mostBytesOfWhy else { return text }
        return String(text.unicodeScalars.prefix(mostBytesOfWhy / 4)) + "…"
    }
}

/// An error that explains itself.
public protocol Explainable: Error {
    /// The explanation for people.
    var explanation: Explanation { get }
}

/// A program's exit code, for the shell and for CI.
public enum ExitCode: Int32, Sendable {
    /// Done.
    case done = 0
    /// Not done.
    case failed = 1
    /// There are changes, and the caller asked for an exit code that says so.
    case changesPending = 2
    /// A saved plan is stale.
    case stalePlan = 3
    /// The command line was wrong.
    case badUsage = 64
    /// Interrupted by Ctrl-C (SIGINT): 128 and the signal's number, as in shells.
    case interrupted = 130
    /// Terminated by SIGTERM, which CI systems send.
    case terminated = 143
}

/// A command line that is wrong, or asks for something that is not possible here.
public struct UsageError: Explainable, Equatable {
    /// What is wrong with it, without full stop.
    public var what: String { phrase.text }
    /// What was probably meant, or what is right.
    public let advice: String

    private let phrase: Phrase

    /// A wrong command line.
    public init(_ what: Phrase, advice: String) {
        phrase = what
        self.advice = advice
    }

    /// The explanation for people; the exit code is 64.
    public var explanation: Explanation { Explanation(phrase, advice: advice, exitCode: .badUsage) }
}
