/// What an AWS request is signed with: an access key, its secret and, for temporary ones, a session token.
///
/// It is not where they came from or when they are fetched again: that is the credential chain's matter. Its
/// description never shows the secret or the token, so that a log line with a credential in it gives nothing away.
public struct Credentials: Sendable, Equatable {
    /// The access key's id, as in `AKIA…` (a user's) or `ASIA…` (temporary).
    public let accessKeyID: String
    /// The secret half of the key, which never leaves the process.
    public let secretAccessKey: String
    /// The token that temporary credentials must send along; nil for a user's long-lived key.
    public let sessionToken: String?

    /// Credentials as they were read from wherever they were kept.
    public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The key's id alone.
    public var description: String { "Credentials(\(accessKeyID))" }
    /// The key's id alone.
    public var debugDescription: String { description }
    /// Nothing but the key's id, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
