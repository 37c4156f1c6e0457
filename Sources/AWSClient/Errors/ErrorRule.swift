/// What an error of a service means to whoever called it, beyond sending the same request again.
public enum ErrorClassification: Sendable, Equatable {
    /// There is no such resource.
    case absent
    /// The service is not ready for this; the reason is shown while it is waited for.
    case notYet(String)
    /// A resource of that name exists; the next look shows whose it is.
    case alreadyExists
    /// The request was decided on a state that is no longer the newest; what changed.
    case conflict(String)
    /// Too much was asked at once and nothing was carried out; the reason is shown while it is waited for.
    case throttled(String)
    /// Waiting changes nothing.
    case final
}

/// What was called: the same code means something else to a read than to a write.
public enum CallKind: Sendable, Equatable {
    /// A read or a deletion: what is missing is missing.
    case readOrDelete
    /// A creation or an update: what is missing cannot be seen *yet*, since it was created or read a moment ago.
    case write
}

/// One line of a service's error table: which of its errors, met by what kind of call, mean what.
///
/// A service's rules are all there is to say of its errors: whether the request is sent again (``ErrorClassification/throttled(_:)``,
/// besides what `RetryTable` knows of all services), waited for, gone, in conflict or final, and what to do about it. The
/// first rule that fits decides.
public struct ErrorRule: Sendable {
    /// Words for people, where the service's own do not say the cause or what to do.
    public struct Words: Sendable {
        /// What happened, as the beginning of a sentence; nil where the usual words say it.
        public let what: String?
        /// What to do, in whole sentences, from the region that was called.
        public let advice: @Sendable (_ region: String?) -> String

        /// Words on an error, from the region that was called; nil if none was.
        public init(_ what: String? = nil, advice: @escaping @Sendable (_ region: String?) -> String) {
            self.what = what
            self.advice = advice
        }
    }

    let codes: [String]
    let operation: String?
    let parts: [String]
    let kind: CallKind?
    let classification: ErrorClassification
    let words: Words?

    /// A rule.
    ///
    /// - Parameters:
    ///   - codes: any of these, as the service's model has them.
    ///   - operation: of this operation; nil for any.
    ///   - parts: parts of the message, in any case, any of which is enough; none for any message.
    ///   - kind: met by such a call; nil for any.
    ///   - classification: what it means.
    ///   - words: an explanation, where AWS's message does not say enough; nil for AWS's own words.
    public init(
        _ codes: [String], operation: String? = nil, saying parts: [String] = [], during kind: CallKind? = nil,
        means classification: ErrorClassification, words: Words? = nil
    ) {
        self.codes = codes
        self.operation = operation
        self.parts = parts
        self.kind = kind
        self.classification = classification
        self.words = words
    }

    /// A code that tells a read that there is no such resource; nil for a rule about something else.
    package var codeOfAbsence: String? {
        classification == .absent && kind != .write && operation == nil ? codes.first : nil
    }

    /// Whether it fits an error; without a kind of call, whatever was called.
    func matches(code: String, message: String, operation: String, during kind: CallKind?) -> Bool {
        guard codes.contains(code), self.operation == nil || self.operation == operation,
            self.kind == nil || self.kind == kind
        else { return false }
        let message = message.lowercased()
        return parts.isEmpty || parts.contains { message.contains($0.lowercased()) }
    }
}
