import AWSSigning
import Foundation

/// Temporary keys as a JSON object: what a container's agent, an instance's metadata and a credential process give.
struct CredentialDocument: Decodable {
    /// A process says 1.
    let version: Int?
    /// The instance's metadata says `Success`, or what is wrong.
    let code: String?
    private let accessKeyID: String?
    private let secretAccessKey: String?
    /// The token of a container or an instance.
    private let token: String?
    /// The token of a process.
    private let sessionToken: String?
    private let expiration: String?

    private enum CodingKeys: String, CodingKey {
        case version = "Version"
        case code = "Code"
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case token = "Token"
        case sessionToken = "SessionToken"
        case expiration = "Expiration"
    }

    /// Nil where the data is no such object.
    init?(_ data: Data) {
        guard let document = try? JSONDecoder().decode(Self.self, from: data) else { return nil }
        self = document
    }

    /// The keys in it.
    ///
    /// - Throws: ``BrokenCredentials`` that names what is missing, never what is there.
    func credentials(from source: String) throws -> SourcedCredentials {
        guard let id = accessKeyID, !id.isEmpty else { throw BrokenCredentials("its answer has no AccessKeyId") }
        guard let secret = secretAccessKey, !secret.isEmpty else {
            throw BrokenCredentials("its answer has no SecretAccessKey")
        }
        let expiresAt = try expiration.map { text in
            guard let seconds = Timestamp.seconds(text) else {
                throw BrokenCredentials("the Expiration in its answer is no time")
            }
            return seconds
        }
        return SourcedCredentials(
            credentials: Credentials(accessKeyID: id, secretAccessKey: secret, sessionToken: token ?? sessionToken),
            source: source, expiresAt: expiresAt)
    }

    /// Whether it has what only keys that are handed out for a while have.
    var isTemporary: Bool { token != nil && expiration != nil }
}
