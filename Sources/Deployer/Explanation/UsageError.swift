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
