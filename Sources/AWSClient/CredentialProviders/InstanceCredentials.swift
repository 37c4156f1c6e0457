import AWSSigning
import Foundation

/// The role of this EC2 instance, from the instance's metadata (IMDSv2 only).
///
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html>. On any other
/// machine nothing answers, so there is only one attempt, of one second.
struct InstanceCredentials: CredentialProvider {
    private static let rolePath = "/latest/meta-data/iam/security-credentials/"
    /// Keys that expire sooner count as valid for this long: the metadata service renews them.
    private static let leastSecondsLeft: Int64 = 900

    let name = "instance role"
    let context: ProviderContext

    func credentials() async throws -> CredentialLookup {
        if context.variable("AWS_EC2_METADATA_DISABLED")?.lowercased() == "true" {
            return .notConfigured("AWS_EC2_METADATA_DISABLED is set")
        }
        let service = try MetadataService(context)
        let opened: MetadataService.Session?
        do {
            opened = try await service.open()
        } catch is TransportError {
            return .notConfigured("no instance metadata answer at \(service.url)")
        }
        guard let session = opened else {
            return .notConfigured("what answers at \(service.url) is no instance metadata (IMDSv2)")
        }
        let roles = try await session.get(Self.rolePath)
        if roles.status == 404 { return .notConfigured("this instance has no role") }
        let role = String(decoding: try roles.bodyOfSuccess().prefix { $0 != 10 }, as: UTF8.self)
        let answer = try await session.get(Self.rolePath + PercentEncoding.encoded(role))
        guard let document = CredentialDocument(try answer.bodyOfSuccess()) else {
            throw BrokenCredentials("the metadata's answer is no JSON object of keys")
        }
        guard document.code ?? "Success" == "Success", document.isTemporary else {
            let code = document.code.flatMap(OutsideText.name) ?? "no Token"
            throw BrokenCredentials("the metadata has no keys for role \(OutsideText.shortened(role)) (\(code))")
        }
        let found = try document.credentials(from: "role \(role) of this instance")
        let expiresAt = found.expiresAt.map { max($0, context.now() + Self.leastSecondsLeft) }
        return .found(
            SourcedCredentials(credentials: found.credentials, source: found.source, expiresAt: expiresAt))
    }
}

extension HTTPResponse {
    fileprivate func bodyOfSuccess() throws -> Data {
        guard status == 200, !body.isEmpty else {
            throw BrokenCredentials("the instance's metadata answered with status \(status)")
        }
        return body
    }
}
