/// The address of a service, and the region that its requests are signed for.
public struct Endpoint: Sendable, Hashable {
    /// Scheme, host, port and, for a custom endpoint, its path; without a trailing slash.
    public let url: String
    /// The region in the signature's scope.
    public let signingRegion: String
    /// Whether a setting replaced AWS's own endpoint.
    public let isCustom: Bool
    /// The value of the `Host` header, with the port unless it is the scheme's default.
    let authority: String
    /// The custom endpoint's path, percent-encoded, without a trailing slash; empty for none.
    let pathPrefix: String
    /// Whether the host is this machine: `localhost`, a name below it, or a loopback address.
    public let isOnThisMachine: Bool

    /// AWS's own endpoint for `service` in `region`.
    ///
    /// - Throws: ``EndpointError`` for an invalid region name, since it becomes part of a host name.
    public init(for service: Service, region: String) throws {
        try self.init(for: service, region: region, .standard)
    }

    /// AWS's own endpoint of one variant; see ``init(for:region:)``.
    init(for service: Service, region: String, _ variant: EndpointVariant) throws {
        let isName = !region.isEmpty && region.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        guard isName, !region.hasPrefix("-"), !region.hasSuffix("-"), region.count <= 40 else {
            throw EndpointError(
                setting: "region", value: region, reason: "a region's name is like eu-west-1: letters, digits, hyphens")
        }
        self.init(standardFor: service, region: region, variant)
    }

    /// AWS's own endpoint, in a region whose name was checked.
    init(standardFor service: Service, region: String, _ variant: EndpointVariant = .standard) {
        let partition = Partition(forRegion: region)
        authority = partition.host(of: service, region: region, variant)
        url = "https://\(authority)"
        signingRegion = service.isGlobal ? partition.iamSigningRegion : region
        isCustom = false
        pathPrefix = ""
        isOnThisMachine = false
    }

    /// A custom endpoint, signed for the user's region also for IAM, as botocore does.
    ///
    /// - Parameters:
    ///   - url: `http` or `https`, a host, and optionally a port and a path that comes before every operation's path.
    ///   - setting: the name of the setting, for the error.
    /// - Throws: ``EndpointError``.
    public init(custom url: String, region: String, setting: String) throws {
        let hasUser = url.utf8.contains(UInt8(ascii: "@"))
        func refused(_ reason: String) -> EndpointError {
            EndpointError(setting: setting, value: hasUser ? "" : url, reason: reason)
        }
        guard !hasUser else {
            throw refused("it must not carry a user or password")
        }
        guard let request = RequestURL(url) else {
            throw refused("it must be http:// or https://, a host, and perhaps a port, as http://localhost:4566")
        }
        // As in the function: over plain http, others could read the request, and above all the session token.
        guard request.isSecure || request.isOnThisMachine else {
            throw refused("plain http is accepted for this machine alone; use https")
        }
        guard !url.utf8.contains(where: { "?#".utf8.contains($0) }) else {
            throw refused("it must end with the path: no ? and no #")
        }
        var path = request.path
        while path.hasSuffix("/") { path.removeLast() }
        authority = request.authority
        pathPrefix = path
        self.url = "\(request.isSecure ? "https" : "http")://\(request.authority)\(path)"
        signingRegion = region
        isCustom = true
        isOnThisMachine = request.isOnThisMachine
    }
}

/// An invalid setting for AWS's endpoint, region or retries.
public struct EndpointError: Error, Sendable, Equatable {
    /// The setting, such as `AWS_ENDPOINT_URL`.
    public let setting: String
    /// Its value; empty if it holds a password.
    public let value: String
    /// What is wrong with it, or what it must look like.
    public let reason: String

    /// An error from its parts.
    public init(setting: String, value: String, reason: String) {
        self.setting = setting
        self.value = value
        self.reason = reason
    }
}
