// What an error means: by the rules of its service, and by the failures of all services that are sent again.
extension ServiceError {
    /// Whether nothing was carried out because of too many requests: the same request may work later.
    public var isThrottling: Bool { RetryTable.failure(of: self) == .throttling }

    /// Whether the request was valid but AWS was too busy or broken: it may work later.
    public var isPassing: Bool {
        switch RetryTable.failure(of: self) {
        case .transient, .throttling: true
        case .signature, .final: status >= 500
        }
    }

    /// What this error means to a read, a deletion or a write, by its service's rules.
    ///
    /// Where none fits it is final: a quota, a forbidden public policy, a wrong description.
    public func classification(during kind: CallKind) -> ErrorClassification {
        let found = rule(during: kind)?.classification
        if case .throttled = found { return found ?? .final }
        return isThrottling ? .throttled("\(service) is asked too much at once") : found ?? .final
    }

    /// The service's own words for people; nil where it has none.
    public var words: ErrorRule.Words? { rule(during: .write) { $0.words != nil }?.words }
}
