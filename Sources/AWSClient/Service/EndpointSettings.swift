/// Who said where AWS is: the variables and the profile's settings, in botocore's order.
///
/// `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services` section, the profile's `endpoint_url`; and
/// none of them where `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` (or the profile's `ignore_configured_endpoint_urls`) is true.
struct EndpointSettings: Sendable {
    let environment: [String: String]
    let configuration: SharedConfiguration

    /// - Throws: ``EndpointError`` for a URL that cannot be an endpoint, and for what cannot be a region.
    func endpoint(for service: Service, region: String) throws -> Endpoint {
        // Made in any case, so that a region which cannot be one is refused whatever the endpoint.
        let standard = try Endpoint(for: service, region: region)
        guard let (setting, url) = configured(for: service) else { return standard }
        return try Endpoint(custom: url, region: region, setting: setting)
    }

    private func configured(for service: Service) -> (setting: String, url: String)? {
        let ignored = environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] ?? ""
        let isIgnored = ignored.isEmpty ? configuration.value("ignore_configured_endpoint_urls") : ignored
        if isIgnored?.lowercased() == "true" { return nil }
        for name in ["AWS_ENDPOINT_URL_\(service.endpointVariableSuffix)", "AWS_ENDPOINT_URL"] {
            if let url = environment[name], !url.isEmpty { return (name, url) }
        }
        let profile = "profile \(configuration.profileName)"
        let name = service.endpointVariableSuffix.lowercased()
        if let url = configuration.value("endpoint_url", ofService: name) {
            return ("endpoint_url of \(name), in the services section of \(profile)", url)
        }
        return configuration.value("endpoint_url").map { ("endpoint_url of \(profile)", $0) }
    }
}
