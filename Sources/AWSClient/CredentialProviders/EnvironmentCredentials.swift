import AWSSigning

/// Keys in `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, for temporary ones, `AWS_SESSION_TOKEN`.
///
/// An empty variable counts as not set. `AWS_SECURITY_TOKEN` is the token's old name; `AWS_CREDENTIAL_EXPIRATION` may
/// give the expiry of the keys.
public struct EnvironmentCredentials: CredentialProvider {
    /// The name that a reader sees.
    public let name = "environment variables"
    private let environment: [String: String]

    /// A provider that reads the given environment.
    public init(environment: [String: String]) {
        self.environment = environment
    }

    /// Reads the variables.
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

/// An access key and its secret, with the names of their settings.
struct KeyPair {
    /// The three values; empty or nil if not set.
    let accessKeyID: String?
    let secretAccessKey: String?
    let sessionToken: String?
    /// The names of the settings, for errors.
    let names: (accessKeyID: String, secretAccessKey: String, sessionToken: String)

    /// Nil if both halves are missing.
    ///
    /// - Throws: ``BrokenCredentials`` if one half is missing, or a value has white space or quotes from a careless
    ///   paste.
    func credentials() throws -> Credentials? {
        let id = accessKeyID ?? ""
        let secret = secretAccessKey ?? ""
        let token = sessionToken ?? ""
        if id.isEmpty, secret.isEmpty { return nil }
        if id.isEmpty || secret.isEmpty {
            let (set, missing) =
                secret.isEmpty
                ? (names.accessKeyID, names.secretAccessKey) : (names.secretAccessKey, names.accessKeyID)
            throw BrokenCredentials("\(set) is set but \(missing) is not: set both or neither")
        }
        let values = [(names.accessKeyID, id), (names.secretAccessKey, secret), (names.sessionToken, token)]
        for (name, value) in values where value.utf8.contains(where: "\"'".utf8.contains) {
            throw BrokenCredentials("\(name) is in quotes, which would be taken for a part of it: take them off")
        }
        for (name, value) in values where value.unicodeScalars.contains(where: { $0.value <= 32 || $0.value >= 127 }) {
            throw BrokenCredentials(
                "\(name) has white space or another character in it that no key has: copy it again")
        }
        return Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token.isEmpty ? nil : token)
    }
}
