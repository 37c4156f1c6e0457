/// A command line that cannot be understood, or asks for what cannot be done here.
public struct UsageError: Explainable, Equatable {
    /// What is wrong with it, without its full stop.
    public let what: String
    /// What was probably meant, or how it is right.
    public let advice: String

    /// A wrong command line.
    public init(_ what: String, advice: String) {
        self.what = what
        self.advice = advice
    }

    /// For people; the program ends with 64.
    public var explanation: Explanation { Explanation(what, advice: advice, exitCode: .badUsage) }
}
