import AWSSigning

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

/// An access key and its secret as a place of settings holds them, under names of that place.
struct KeyPair {
    /// The three values, empty or missing where they are not set.
    let accessKeyID: String?
    let secretAccessKey: String?
    let sessionToken: String?
    /// What the place calls them, for errors.
    let names: (accessKeyID: String, secretAccessKey: String, sessionToken: String)

    /// Nil where neither half is set.
    ///
    /// - Throws: ``BrokenCredentials`` for half a pair, and for a value with white space in it, as a careless paste leaves.
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
