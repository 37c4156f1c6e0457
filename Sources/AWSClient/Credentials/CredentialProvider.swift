public import AWSSigning

/// One place where credentials may be kept: the environment, a profile, a login.
///
/// A place that nobody set up answers ``CredentialLookup/notConfigured(_:)`` and the chain goes on. A place that is set
/// up and broken throws ``BrokenCredentials`` (or what its call threw) and the chain stops: to go on would make a broken
/// profile another identity without a word.
public protocol CredentialProvider: Sendable {
    /// What a reader calls the place, as "environment variables".
    var name: String { get }

    /// Looks there.
    func credentials() async throws -> CredentialLookup
}

/// What a provider found.
public enum CredentialLookup: Sendable, Equatable {
    /// These.
    case found(SourcedCredentials)
    /// Nothing is set up there; with the reason, as "AWS_ACCESS_KEY_ID is not set".
    case notConfigured(String)
}

/// Credentials, and where they came from.
public struct SourcedCredentials: Sendable, Equatable {
    /// What requests are signed with.
    public let credentials: Credentials
    /// Where they came from, as "environment variables" or "profile dev in /home/ann/.aws/credentials".
    public let source: String
    /// When they are over, in seconds since 1970 UTC; nil where nobody knows, or never.
    public let expiresAt: Int64?

    /// Credentials as a provider found them.
    public init(credentials: Credentials, source: String, expiresAt: Int64? = nil) {
        self.credentials = credentials
        self.source = source
        self.expiresAt = expiresAt
    }
}

/// A place that is set up but gives no credentials.
public struct BrokenCredentials: Error, Sendable, Equatable {
    /// What is wrong, with what to do about it; never a secret.
    public let reason: String

    /// An error as a provider makes it.
    public init(_ reason: String) {
        self.reason = reason
    }
}

/// There are no credentials: every place that was tried, and what each said.
public struct CredentialError: Error, Sendable, Equatable {
    /// One provider's answer.
    public struct Attempt: Sendable, Equatable {
        /// The provider's name.
        public let provider: String
        /// Why it gave none; never a secret.
        public let reason: String

        /// An answer as the chain or a test makes it.
        public init(provider: String, reason: String) {
            self.provider = provider
            self.reason = reason
        }
    }

    /// The providers that are not set up, in the order tried.
    public let declined: [Attempt]
    /// The one that is set up and broken, where the chain stopped; nil where none is set up.
    public let broken: Attempt?

    /// An error as the chain or a test makes it.
    public init(declined: [Attempt], broken: Attempt? = nil) {
        self.declined = declined
        self.broken = broken
    }
}

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
