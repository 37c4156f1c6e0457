/// What signs an AWS request: an access key, its secret and, for temporary credentials, a session token.
///
/// The credential chain, not this type, knows their source and expiry. The description never shows the secret or the
/// token, so that a log line reveals nothing.
public struct Credentials: Sendable, Equatable {
    /// The access key's id, such as `AKIA…` (a user's) or `ASIA…` (temporary).
    public let accessKeyID: String
    /// The secret half of the key, which never leaves the process.
    public let secretAccessKey: String
    /// The token that must go with temporary credentials; nil for a user's long-lived key.
    public let sessionToken: String?

    /// Credentials from their parts.
    public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Only the key's id.
    public var description: String { "Credentials(\(accessKeyID))" }
    /// Only the key's id.
    public var debugDescription: String { description }
    /// Only the key's id, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }
}
