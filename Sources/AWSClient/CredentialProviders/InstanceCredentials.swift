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

/// The metadata service of an EC2 instance, in version 2, where each session has a token.
struct MetadataService: Sendable {
    /// Without a trailing slash.
    let url: String
    private let timeout: Duration
    private let attempts: Int
    private let transport: any Transport

    /// - Throws: ``BrokenCredentials`` for an invalid setting.
    init(_ context: ProviderContext) throws {
        func setting(_ variable: String, _ key: String) -> String? {
            context.variable(variable) ?? context.configuration.value(key)
        }
        func number(_ variable: String, _ key: String) throws -> Int {
            guard let text = setting(variable, key) else { return 1 }
            guard let number = Int(text), (1...60).contains(number) else {
                throw BrokenCredentials("\(variable) is no whole number from 1 to 60")
            }
            return number
        }
        let mode = setting("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "ec2_metadata_service_endpoint_mode") ?? "IPv4"
        guard ["ipv4", "ipv6"].contains(mode.lowercased()) else {
            throw BrokenCredentials("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE is neither IPv4 nor IPv6")
        }
        let standard = mode.lowercased() == "ipv6" ? "http://[fd00:ec2::254]" : "http://169.254.169.254"
        var url = setting("AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint") ?? standard
        while url.hasSuffix("/") { url.removeLast() }
        guard RequestURL(url) != nil else {
            throw BrokenCredentials("AWS_EC2_METADATA_SERVICE_ENDPOINT is no http:// or https:// URL")
        }
        self.url = url
        timeout = .seconds(try number("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout"))
        attempts = try number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts")
        transport = context.directTransport
    }

    /// A session with the service; nil if something else answers, such as a firewall or a container's proxy.
    ///
    /// - Throws: `TransportError` if nothing answers.
    func open() async throws -> Session? {
        let answer = try await send("PUT", "/latest/api/token", ("x-aws-ec2-metadata-token-ttl-seconds", "21600"))
        let token = String(decoding: answer.body, as: UTF8.self)
        guard answer.status == 200, !token.isEmpty, token.utf8.allSatisfy({ (33...126).contains($0) }) else {
            return nil
        }
        return Session(service: self, token: token)
    }

    /// An open session; each request carries its token.
    struct Session: Sendable {
        fileprivate let service: MetadataService
        fileprivate let token: String

        func get(_ path: String) async throws -> HTTPResponse {
            try await service.send("GET", path, ("x-aws-ec2-metadata-token", token))
        }
    }

    private func send(_ method: String, _ path: String, _ header: (String, String)) async throws -> HTTPResponse {
        let request = HTTPRequest(
            method: method, url: url + path, headers: [header], connectTimeout: timeout, totalTimeout: timeout)
        for _ in 1..<attempts {
            do {
                return try await transport.send(request)
            } catch is TransportError {
                continue
            }
        }
        return try await transport.send(request)
    }
}
