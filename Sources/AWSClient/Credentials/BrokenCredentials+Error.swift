/// An error of a service's client, which a login that calls the service may fail by.
protocol LoginFailure: Error {
    /// What is said of the login then: half a sentence, without a secret.
    var inWords: String { get }
}

extension BrokenCredentials {
    /// A login that failed by what a call of its own threw.
    ///
    /// It is told in words and not passed on: who sees a `ServiceError` would take it for the answer to the request that
    /// needed the login, and send that again. What was sent with the call is hidden in the error already.
    init(_ error: any Error) { self.init(Self.text(error)) }

    private static func text(_ error: any Error) -> String {
        switch error {
        case let error as BrokenCredentials: error.reason
        case let error as CredentialError: text(error)
        case let error as any LoginFailure: error.inWords
        case let error as TransportError: "\(error.host) could not be reached: \(error.message)"
        default: "it failed with \(type(of: error))"
        }
    }

    private static func text(_ error: CredentialError) -> String {
        if let broken = error.broken { return "\(broken.provider): \(broken.reason)" }
        return error.declined.map { "\($0.provider): \($0.reason)" }.joined(separator: "; ")
    }
}
