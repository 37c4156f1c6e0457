import Foundation

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
