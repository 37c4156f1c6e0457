public import AWSSigning

/// One source of credentials: the environment, a profile, a login.
///
/// A source that is not configured returns ``CredentialLookup/notConfigured(_:)``, and the chain goes on. A source that
/// is configured but broken throws ``BrokenCredentials`` (or what its call threw), and the chain stops: otherwise, a
/// broken profile would silently become another identity.
public protocol CredentialProvider: Sendable {
    /// The name that a reader sees, such as "environment variables".
    var name: String { get }

    /// Looks for credentials.
    func credentials() async throws -> CredentialLookup
}

/// What a provider found.
public enum CredentialLookup: Sendable, Equatable {
    /// The credentials.
    case found(SourcedCredentials)
    /// Nothing is configured; with the reason, such as "AWS_ACCESS_KEY_ID is not set".
    case notConfigured(String)
}

/// Credentials and their source.
public struct SourcedCredentials: Sendable, Equatable {
    /// The credentials that sign requests.
    public let credentials: Credentials
    /// Their source, such as "environment variables" or "profile dev in /home/ann/.aws/credentials".
    public let source: String
    /// Their expiry, in seconds since 1970 UTC; nil if unknown or never.
    public let expiresAt: Int64?

    /// Credentials that a provider found.
    public init(credentials: Credentials, source: String, expiresAt: Int64? = nil) {
        self.credentials = credentials
        self.source = source
        self.expiresAt = expiresAt
    }
}

/// A source that is configured but gives no credentials.
public struct BrokenCredentials: Error, Sendable, Equatable {
    /// What is wrong and what to do about it; never a secret.
    public let reason: String

    /// An error with its reason.
    public init(_ reason: String) {
        self.reason = reason
    }
}

/// No credentials were found: what each provider answered.
public struct CredentialError: Error, Sendable, Equatable {
    /// One provider's answer.
    public struct Attempt: Sendable, Equatable {
        /// The provider's name.
        public let provider: String
        /// Why it gave no credentials; never a secret.
        public let reason: String

        /// An answer from its parts.
        public init(provider: String, reason: String) {
            self.provider = provider
            self.reason = reason
        }
    }

    /// The providers that are not configured, in the order tried.
    public let declined: [Attempt]
    /// The broken provider that stopped the chain; nil if none is configured.
    public let broken: Attempt?

    /// An error from its parts.
    public init(declined: [Attempt], broken: Attempt? = nil) {
        self.declined = declined
        self.broken = broken
    }
}

/// An error of a service's client that can make a login fail.
protocol LoginFailure: Error {
    /// The reason for the failed login: half a sentence, without a secret.
    var inWords: String { get }
}

extension BrokenCredentials {
    /// A login that failed because one of its own calls failed.
    ///
    /// The error becomes a text and is not rethrown. A caller would take a `ServiceError` for the response to the
    /// request that needed the login, and send that request again. The error's text already hides the secrets of the
    /// call.
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
