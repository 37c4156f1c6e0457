import Foundation

/// The role of this container, from the agent of ECS or EKS.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html>
struct ContainerCredentials: CredentialProvider {
    private static let attempts = 3
    private static let pause = Duration.seconds(1)
    private static let timeout = Duration.seconds(2)
    /// The agent of ECS, the agents of EKS on IPv4 and IPv6, and this machine by name.
    private static let agents: Set = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost"]

    let name = "container role"
    let context: ProviderContext

    func credentials() async throws -> CredentialLookup {
        guard let url = try agent() else {
            return .notConfigured(
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI is not set")
        }
        let headers =
            [("Accept", "application/json")] + (try await authorization().map { [("Authorization", $0)] } ?? [])
        let request = HTTPRequest(
            method: "GET", url: url, headers: headers, connectTimeout: Self.timeout, totalTimeout: Self.timeout)
        let document = try await ask(request)
        guard document.isTemporary else { throw BrokenCredentials("its answer has no Token or no Expiration") }
        return .found(try document.credentials(from: name))
    }

    private func agent() throws -> String? {
        if let path = context.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") {
            // Without the slash, the value could change the host.
            guard path.hasPrefix("/") else {
                throw BrokenCredentials("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI does not begin with a slash")
            }
            return "http://169.254.170.2\(path)"
        }
        guard let url = context.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") else { return nil }
        guard let parts = RequestURL(url) else {
            throw BrokenCredentials("AWS_CONTAINER_CREDENTIALS_FULL_URI is no http:// or https:// URL")
        }
        guard parts.isSecure || parts.isLoopbackAddress || Self.agents.contains(parts.host) else {
            throw BrokenCredentials(
                "AWS_CONTAINER_CREDENTIALS_FULL_URI names \(parts.host) without https: only this machine and the agents of"
                    + " ECS and EKS may be asked so")
        }
        return url
    }

    /// The token that identifies this container to the agent; read each time, since EKS replaces the file.
    private func authorization() async throws -> String? {
        let token: String
        if let path = context.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") {
            token = try await context.token(inFile: path, namedBy: "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
        } else if let value = context.variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") {
            token = value
        } else {
            return nil
        }
        guard token.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            throw BrokenCredentials("its authorization token has a line break in it")
        }
        return token
    }

    private func ask(_ request: HTTPRequest) async throws -> CredentialDocument {
        var attempt = 1
        while true {
            do {
                return try await askOnce(request)
            } catch let error where attempt < Self.attempts && !(error is CancellationError) {
                attempt += 1
                try await context.clock.sleep(Self.pause)
            }
        }
    }

    private func askOnce(_ request: HTTPRequest) async throws -> CredentialDocument {
        let response = try await context.directTransport.send(request)
        guard response.status == 200 else {
            throw BrokenCredentials("its agent answered with status \(response.status)")
        }
        guard let document = CredentialDocument(response.body) else {
            throw BrokenCredentials("its agent answered with no JSON object of keys")
        }
        return document
    }
}

extension RequestURL {
    /// Whether the host is a loopback address, not a name: `127.0.0.0/8` or `::1`.
    fileprivate var isLoopbackAddress: Bool { isOnThisMachine && host != "localhost" && !isBelowLocalhost }
}
