/// Keys in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, for temporary ones, `AWS_SESSION_TOKEN`.
///
/// An empty variable is one that is not set. `AWS_SECURITY_TOKEN` is the token's old name; `AWS_CREDENTIAL_EXPIRATION`
/// may say when the keys are over.
public struct EnvironmentCredentials: CredentialProvider {
    /// What a reader calls it.
    public let name = "environment variables"
    private let environment: [String: String]

    /// A provider that reads the environment passed in.
    public init(environment: [String: String]) {
        self.environment = environment
    }

    /// Looks there.
    public func credentials() throws -> CredentialLookup {
        let token = environment["AWS_SESSION_TOKEN"] ?? ""
        let pair = KeyPair(
            accessKeyID: environment["AWS_ACCESS_KEY_ID"], secretAccessKey: environment["AWS_SECRET_ACCESS_KEY"],
            sessionToken: token.isEmpty ? environment["AWS_SECURITY_TOKEN"] : token,
            names: ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"))
        guard let credentials = try pair.credentials() else {
            return .notConfigured("AWS_ACCESS_KEY_ID is not set")
        }
        return .found(
            SourcedCredentials(credentials: credentials, source: name, expiresAt: try expiration()))
    }

    private func expiration() throws -> Int64? {
        guard let text = environment["AWS_CREDENTIAL_EXPIRATION"], !text.isEmpty else { return nil }
        guard let seconds = Timestamp.seconds(text) else {
            throw BrokenCredentials("AWS_CREDENTIAL_EXPIRATION is no time: it is as 2026-01-15T20:30:45Z")
        }
        return seconds
    }
}
