public import Deployer

/// A function's code cannot be packed as it is: which file or product, why, and what to do.
///
/// Thrown before anything is sent.
public struct PackageError: Error, Sendable, Equatable {
    /// The file, or the product that was to be built.
    public let subject: String
    /// Why it cannot be used, as a sentence.
    public let reason: String
    /// What to do, as a sentence.
    public let advice: String

    /// A refusal of `subject`.
    public init(_ subject: String, reason: String, advice: String) {
        self.subject = subject
        self.reason = reason
        self.advice = advice
    }
}

extension PackageError: Explainable {
    /// What cannot be packed, why, and what to do.
    public var explanation: Explanation {
        Explanation("the function's code \(subject) cannot be used", why: reason, advice: advice)
    }
}
