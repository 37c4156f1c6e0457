import AWSSigning
import Foundation

/// Temporary keys as a JSON object, from a container's agent, an instance's metadata or a credential process.
struct CredentialDocument: Decodable {
    /// 1 in a process's output.
    let version: Int?
    /// `Success` or an error code in the instance's metadata.
    let code: String?
    private let accessKeyID: String?
    private let secretAccessKey: String?
    /// The session token of a container or an instance.
    private let token: String?
    /// The session token of a process.
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

    /// Nil if the data is no such object.
    init?(_ data: Data) {
        guard let document = try? JSONDecoder().decode(Self.self, from: data) else { return nil }
        self = document
    }

    /// The keys in the document.
    ///
    /// - Throws: ``BrokenCredentials`` that names the missing field, never a value.
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

    /// Whether it has the fields that only temporary keys have.
    var isTemporary: Bool { token != nil && expiration != nil }
}
