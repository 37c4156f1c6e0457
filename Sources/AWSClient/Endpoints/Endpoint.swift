import Foundation

/// Where a service is asked, and the region that its requests are signed for.
public struct Endpoint: Sendable, Hashable {
    /// Scheme, host, port and, for a custom endpoint, the path that it begins with; no slash at the end.
    public let url: String
    /// The region in the signature's scope.
    public let signingRegion: String
    /// Whether someone set it, in place of AWS's own.
    public let isCustom: Bool
    /// The value of the `Host` header: the port is in it where it is not the scheme's own.
    let authority: String
    /// The custom endpoint's own path, percent-encoded, without a slash at the end; empty for none.
    let pathPrefix: String
    /// Whether the host is a name of this machine: `localhost`, a name below it, or a loopback address.
    public let isOnThisMachine: Bool

    /// AWS's own endpoint for `service` in `region`.
    ///
    /// - Throws: ``EndpointError`` for a text that cannot be a region's name, as it becomes part of a host's.
    public init(for service: Service, region: String) throws {
        try self.init(for: service, region: region, .standard)
    }

    /// AWS's own endpoint of one kind; see ``init(for:region:)``.
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

    /// An endpoint that someone set, signed for the user's own region, IAM included, as botocore does.
    ///
    /// - Parameters:
    ///   - url: `http` or `https`, a host, perhaps a port and a path to put before every operation's.
    ///   - setting: the name of the setting that it comes from, for the error.
    /// - Throws: ``EndpointError``.
    public init(custom url: String, region: String, setting: String) throws {
        let hasUser = url.utf8.contains(UInt8(ascii: "@"))
        func refused(_ reason: String) -> EndpointError {
            EndpointError(setting: setting, value: hasUser ? "" : url, reason: reason)
        }
        guard !hasUser else {
            throw refused("it must not carry a user or password")
        }
        guard let parts = URLComponents(string: url), let request = RequestURL(url) else {
            throw refused("it must be http:// or https://, a host, and perhaps a port, as http://localhost:4566")
        }
        // As the function has it: what is sent, a session's token above all, could be read on the way.
        guard request.isSecure || request.isOnThisMachine else {
            throw refused("plain http is accepted for this machine alone; use https")
        }
        guard parts.query == nil, parts.fragment == nil else {
            throw refused("it must end with the path: no ? and no #")
        }
        var path = parts.percentEncodedPath
        while path.hasSuffix("/") { path.removeLast() }
        authority = request.authority
        pathPrefix = path
        self.url = "\(request.isSecure ? "https" : "http")://\(request.authority)\(path)"
        signingRegion = region
        isCustom = true
        isOnThisMachine = request.isOnThisMachine
    }
}

/// A setting that should say where AWS is, and does not.
public struct EndpointError: Error, Sendable, Equatable {
    /// The setting, as `AWS_ENDPOINT_URL`.
    public let setting: String
    /// What it was set to; empty where that holds a password.
    public let value: String
    /// What is wrong with it, or what it must be like.
    public let reason: String

    /// An error as a reader of settings makes it.
    public init(setting: String, value: String, reason: String) {
        self.setting = setting
        self.value = value
        self.reason = reason
    }
}
