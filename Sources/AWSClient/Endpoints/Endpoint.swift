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
    /// - Throws: ``InvalidSetting`` for an invalid region name, since it becomes part of a host name.
    public init(for service: Service, region: String) throws {
        try self.init(for: service, region: region, .standard)
    }

    /// AWS's own endpoint of one variant; see ``init(for:region:)``.
    init(for service: Service, region: String, _ variant: EndpointVariant) throws {
        let isName = !region.isEmpty && region.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
        guard isName, !region.hasPrefix("-"), !region.hasSuffix("-"), region.count <= 40 else {
            throw InvalidSetting(
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

    /// AWS's own endpoint in any region, for an account that does not exist.
    package static func imagined(for service: Service, region: String) -> Endpoint {
        Endpoint(standardFor: service, region: region)
    }

    /// A custom endpoint, signed for the user's region also for IAM, as botocore does.
    ///
    /// - Parameters:
    ///   - url: `http` or `https`, a host, and optionally a port and a path that comes before every operation's path.
    ///   - region: the user's region.
    ///   - setting: the name of the setting, for the error.
    /// - Throws: ``InvalidSetting``.
    public init(custom url: String, region: String, setting: String) throws {
        let hasUser = url.utf8.contains(UInt8(ascii: "@"))
        func refused(_ reason: String) -> InvalidSetting {
            InvalidSetting(setting: setting, value: hasUser ? "" : url, reason: reason)
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
public struct InvalidSetting: Error, Sendable, Equatable {
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

/// The endpoints that variables and the profile configure, in botocore's order.
///
/// The order is: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services` section, the profile's
/// `endpoint_url`. None applies if `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` (or the profile's
/// `ignore_configured_endpoint_urls`) is true. `AWS_USE_FIPS_ENDPOINT` and `AWS_USE_DUALSTACK_ENDPOINT` choose between
/// AWS's own endpoints, and do not affect a custom one.
struct EndpointSettings: Sendable {
    let environment: [String: String]
    let configuration: SharedConfiguration

    /// - Throws: ``InvalidSetting`` for an invalid URL or region, and for a missing `services` section.
    func endpoint(for service: Service, region: String) throws -> Endpoint {
        let variant = EndpointVariant(
            isFIPS: isOn("AWS_USE_FIPS_ENDPOINT"), isDualStack: isOn("AWS_USE_DUALSTACK_ENDPOINT"))
        // Always made, so that an invalid region is rejected even with a custom endpoint.
        let standard = try Endpoint(for: service, region: region, variant)
        guard let (setting, url) = try configured(for: service) else { return standard }
        return try Endpoint(custom: url, region: region, setting: setting)
    }

    /// Whether a variable is `true`; if it is not set, whether the profile's setting of the same name is.
    private func isOn(_ variable: String) -> Bool {
        let value = environment[variable] ?? ""
        let setting = value.isEmpty ? configuration.value(variable.dropFirst("AWS_".count).lowercased()) : value
        return setting?.lowercased() == "true"
    }

    private func configured(for service: Service) throws -> (setting: String, url: String)? {
        if isOn("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") { return nil }
        for name in ["AWS_ENDPOINT_URL_\(service.endpointVariableSuffix)", "AWS_ENDPOINT_URL"] {
            if let url = environment[name], !url.isEmpty { return (name, url) }
        }
        let profile = "profile \(configuration.profile.name)"
        let name = service.endpointVariableSuffix.lowercased()
        if let url = try urlInServicesSection(of: name) {
            return ("endpoint_url of \(name), in the services section of \(profile)", url)
        }
        return configuration.value("endpoint_url").map { ("endpoint_url of \(profile)", $0) }
    }

    /// The `endpoint_url` of one service, such as `dynamodb`, in the profile's `services` section; nil if not set.
    private func urlInServicesSection(of service: String) throws -> String? {
        guard let name = configuration.value("services") else { return nil }
        guard let services = configuration.services(named: name) else {
            throw InvalidSetting(
                setting: "services of profile \(configuration.profile.name)", value: name,
                reason: "there is no section of that name")
        }
        return services[service]?.block["endpoint_url"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
