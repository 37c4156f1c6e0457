/// The endpoints that variables and the profile configure, in botocore's order.
///
/// The order is: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services` section, the profile's
/// `endpoint_url`. None applies if `AWS_IGNORE_CONFIGURED_ENDPOINT_URLS` (or the profile's
/// `ignore_configured_endpoint_urls`) is true. `AWS_USE_FIPS_ENDPOINT` and `AWS_USE_DUALSTACK_ENDPOINT` choose between
/// AWS's own endpoints, and do not affect a custom one.
struct EndpointSettings: Sendable {
    let environment: [String: String]
    let configuration: SharedConfiguration

    /// - Throws: ``EndpointError`` for an invalid URL or region, and for a missing `services` section.
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
            throw EndpointError(
                setting: "services of profile \(configuration.profile.name)", value: name,
                reason: "there is no section of that name")
        }
        return services[service]?.block["endpoint_url"].flatMap { $0.isEmpty ? nil : $0 }
    }
}
