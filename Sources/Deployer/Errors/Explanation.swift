/// An error for people: what happened, why, and what to do now.
public struct Explanation: Sendable, Equatable {
    /// What happened, a sentence without its full stop, as `table VisitorCount could not be created`.
    public var what: String { phrase.text }
    /// Why, in sentences; empty where `what` says it.
    public let why: String
    /// What to do, in sentences.
    public let advice: String
    /// The code that the program ends with.
    public let exitCode: ExitCode
    /// What a program that reads JSON learns besides the sentences.
    public let details: [JSONValue.Member]
    /// What happened, at the beginning of a sentence or in the middle of one.
    package let phrase: Phrase

    /// An explanation as the error's own module makes it.
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

    /// The most bytes of the reasons: a cloud's own words are in them, and others' that stand on its things.
    private static let mostBytesOfWhy = 16 << 10

    private static func shortened(_ text: String) -> String {
        guard text.utf8.count > mostBytesOfWhy else { return text }
        return String(text.unicodeScalars.prefix(mostBytesOfWhy / 4)) + "…"
    }
}

/// An error that explains itself.
public protocol Explainable: Error {
    /// For people.
    var explanation: Explanation { get }
}

/// How a program ends, for the shell and for CI.
public enum ExitCode: Int32, Sendable {
    /// Done.
    case done = 0
    /// Not done.
    case failed = 1
    /// There are changes, and whoever asked wants to know it by the exit code.
    case changesPending = 2
    /// A saved plan no longer fits.
    case stalePlan = 3
    /// The command line was wrong.
    case badUsage = 64
    /// Interrupted by Ctrl-C (SIGINT), as shells say it: 128 and the signal's number.
    case interrupted = 130
    /// Ended by SIGTERM, as CI systems do.
    case terminated = 143
}

/// A command line that cannot be understood, or asks for what cannot be done here.
public struct UsageError: Explainable, Equatable {
    /// What is wrong with it, without its full stop.
    public var what: String { phrase.text }
    /// What was probably meant, or how it is right.
    public let advice: String

    private let phrase: Phrase

    /// A wrong command line.
    public init(_ what: Phrase, advice: String) {
        phrase = what
        self.advice = advice
    }

    /// For people; the program ends with 64.
    public var explanation: Explanation { Explanation(phrase, advice: advice, exitCode: .badUsage) }
}
