import HostSystem

/// What all calls to AWS share: the credentials, the region, the endpoints and the HTTP connections.
///
/// The composition root makes it once, from the environment. It makes the service clients.
public struct AWSConnection: Sendable {
    /// The region of the resources.
    public let region: String
    /// The region's partition.
    public var partition: Partition { Partition(forRegion: region) }
    /// The credentials in use, and where they came from.
    public let credentials: CredentialCache
    /// The root certificates that replace the system's; nil to trust the system's.
    public let roots: RootCertificates?
    private let endpoints: EndpointSettings
    private let transport: any Transport
    private let retries: RetrySettings
    private let retryQuota = RetryQuota()
    private var rateLimiters: [Service: RateLimiter]
    private let time: ClockSkew
    private let clock: ClientClock
    private let observer: ClientObserver?

    /// A connection from the environment and the shared files; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - environment: the process's variables, `HOME` among them.
    ///   - region: the region whose services are called.
    ///   - services: the services that will be called.
    ///   - profile: the profile named on the command line; nil to use `AWS_PROFILE`.
    ///   - transport: nil for libcurl with the environment's proxies and the root certificates of `AWS_CA_BUNDLE`, the
    ///     profile's `ca_bundle` or `REQUESTS_CA_BUNDLE`.
    ///   - clock: the time, and waits.
    ///   - ask: asks the user for an MFA code; nil if nobody can be asked.
    ///   - observer: receives a report of each attempt and of clock skew.
    /// - Throws: ``CredentialError`` for a missing profile or a malformed shared file, ``InvalidSetting`` for an invalid
    ///   region, endpoint URL, `AWS_RETRY_MODE` or `AWS_MAX_ATTEMPTS`.
    public init(
        environment: [String: String], region: String, services: [Service] = Service.all, profile: String? = nil,
        transport: (any Transport)? = nil, clock: ClientClock = .system,
        ask: (@Sendable (_ question: String) async throws -> String?)? = nil,
        observer: ClientObserver? = nil
    ) async throws {
        try self.init(
            await SharedConfiguration(environment: environment, profile: profile), region: region, services: services,
            transport: transport, clock: clock, ask: ask, observer: observer)
    }

    /// A connection from variables and shared files that were read already; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - configuration: the variables and files.
    ///   - region: the region whose services are called.
    ///   - services: the services that will be called.
    ///   - transport: nil for libcurl with the environment's proxies and the root certificates of `AWS_CA_BUNDLE`, the
    ///     profile's `ca_bundle` or `REQUESTS_CA_BUNDLE`.
    ///   - clock: the time, and waits.
    ///   - ask: asks the user for an MFA code; nil if nobody can be asked.
    ///   - observer: receives a report of each attempt and of clock skew.
    /// - Throws: ``InvalidSetting`` as the other initialiser.
    public init(
        _ configuration: SharedConfiguration, region: String, services: [Service] = Service.all,
        transport: (any Transport)? = nil, clock: ClientClock = .system,
        ask: (@Sendable (_ question: String) async throws -> String?)? = nil,
        observer: ClientObserver? = nil
    ) throws {
        let environment = configuration.environment
        endpoints = EndpointSettings(environment: environment, configuration: configuration)
        retries = try RetrySettings(environment: environment, configuration: configuration)
        rateLimiters = [:]
        roots = Self.roots(configuration)
        let direct: any Transport
        if let transport {
            (self.transport, direct) = (transport, transport)
        } else {
            let curl = CurlTransport(
                CurlConfiguration(roots: roots, proxies: ProxySettings(environment: environment)))
            (self.transport, direct) = (curl, curl.pastProxies)
        }
        let time = ClockSkew(clock.now)
        let context = ProviderContext(
            environment: environment, configuration: configuration, endpoints: endpoints, region: region,
            transport: self.transport, directTransport: direct, time: time,
            clock: clock, ask: ask, terminal: .current, observer: observer)
        credentials = CredentialCache(
            .standard(context), reread: { .standard(try await context.reread()) }, now: time.now)
        self.region = region
        self.time = time
        self.clock = clock
        self.observer = observer
        try add(services)
    }

    /// Prepares for calls of further services.
    ///
    /// - Throws: ``InvalidSetting`` for an invalid endpoint URL of one of them.
    public mutating func add(_ services: some Sequence<Service>) throws {
        for service in services where rateLimiters[service] == nil {
            _ = try endpoints.endpoint(for: service, region: region)
            if let rate = retries.policy(for: service).leastRatePerSecond {
                rateLimiters[service] = RateLimiter(leastRate: rate, at: clock.uptime())
            }
        }
    }

    /// In botocore's order.
    private static func roots(_ configuration: SharedConfiguration) -> RootCertificates? {
        let environment = configuration.environment
        let settings = [
            ("AWS_CA_BUNDLE", environment["AWS_CA_BUNDLE"]),
            ("ca_bundle of profile \(configuration.profile.name)", configuration.value("ca_bundle")),
            ("REQUESTS_CA_BUNDLE", environment["REQUESTS_CA_BUNDLE"]),
        ]
        guard let (setting, path) = settings.first(where: { $0.1?.isEmpty == false }), let path else { return nil }
        return RootCertificates(path: PathExpansion.expanded(path, environment: environment), setting: setting)
    }

    /// The endpoint of `service`.
    public func endpoint(for service: Service) -> Endpoint {
        // The initializer checked the region and the settings for every service, so the fallback is never used.
        (try? endpoints.endpoint(for: service, region: region)) ?? Endpoint(standardFor: service, region: region)
    }

    /// A client of `service`.
    ///
    /// All clients of a connection share its transport, credentials, retry quota and clock skew. Clients of the same
    /// service also share its rate limit.
    public func client(for service: Service) -> ServiceClient {
        ServiceClient(
            service: service,
            sender: RetryingSender(
                sender: SignedSender(
                    endpoint: endpoint(for: service), credentials: credentials, transport: transport,
                    rateLimiter: rateLimiters[service], time: time, clock: clock),
                retryPolicy: retries.policy(for: service), retryQuota: retryQuota, observer: observer))
    }
}
