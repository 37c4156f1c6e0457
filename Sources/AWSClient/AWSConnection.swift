/// Everything that calls to AWS share: who asks, in which region, where AWS is, and the connections to it.
///
/// It is what the composition root makes from the environment, once; service clients come from it.
public struct AWSConnection: Sendable {
    /// The region that resources are in.
    public let region: String
    /// The region's partition.
    public var partition: Partition { Partition(forRegion: region) }
    /// The credentials in use, and where they came from.
    public let credentials: CredentialCache
    private let endpoints: EndpointSettings
    private let transport: any Transport
    private let maxAttempts: Int?
    private let retryQuota = RetryQuota()
    private let clock: ClientClock
    private let onRequest: RequestObserver?

    /// A connection as the environment and the shared files describe it; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - environment: the process's variables, `HOME` among them.
    ///   - profile: named on the command line; nil leaves it to `AWS_PROFILE`.
    ///   - transport: nil for libcurl with the environment's proxies and `AWS_CA_BUNDLE` (or the profile's `ca_bundle`).
    ///   - ask: asks the user for the code of a login's second factor; nil where nobody can be asked.
    ///   - onRequest: told of each attempt.
    /// - Throws: ``CredentialError`` for a profile that does not exist or a shared file that is not well-formed,
    ///   ``EndpointError`` for a region, an endpoint's URL or `AWS_MAX_ATTEMPTS` that cannot be one.
    public init(
        environment: [String: String], region: String, profile: String? = nil, transport: (any Transport)? = nil,
        clock: ClientClock = .system, ask: (@Sendable (_ question: String) -> String?)? = nil,
        onRequest: RequestObserver? = nil
    ) throws {
        let configuration = try SharedConfiguration(environment: environment, profile: profile)
        endpoints = EndpointSettings(environment: environment, configuration: configuration)
        for service in Service.all { _ = try endpoints.endpoint(for: service, region: region) }
        maxAttempts = try Self.maxAttempts(environment, configuration)
        var connecting = CurlConfiguration(environment: environment)
        connecting.caBundlePath = connecting.caBundlePath ?? configuration.value("ca_bundle")
        self.transport = transport ?? CurlTransport(connecting)
        connecting.proxies = .none
        let context = ProviderContext(
            environment: environment, configuration: configuration, endpoints: endpoints, region: region,
            transport: self.transport, directTransport: transport ?? CurlTransport(connecting), clock: clock, ask: ask,
            onRequest: onRequest)
        credentials = CredentialCache(.standard(context), now: clock.now)
        self.region = region
        self.clock = clock
        self.onRequest = onRequest
    }

    /// Where `service` is asked.
    public func endpoint(for service: Service) -> Endpoint {
        // Region and settings were checked for every service at the start: the second form is never needed.
        (try? endpoints.endpoint(for: service, region: region)) ?? Endpoint(standardFor: service, region: region)
    }

    /// A client of `service`; all clients of a connection share its transport, credentials and retry quota.
    public func client(for service: Service) -> ServiceClient {
        ServiceClient(
            service: service, endpoint: endpoint(for: service), credentials: credentials, transport: transport,
            retryPolicy: .standard(for: service, maxAttempts: maxAttempts), retryQuota: retryQuota, clock: clock,
            onRequest: onRequest)
    }

    /// `AWS_MAX_ATTEMPTS`, then the profile's `max_attempts`; nil leaves each service its own number.
    private static func maxAttempts(
        _ environment: [String: String], _ configuration: SharedConfiguration
    ) throws -> Int? {
        let variable = environment["AWS_MAX_ATTEMPTS"] ?? ""
        let setting = variable.isEmpty ? "max_attempts" : "AWS_MAX_ATTEMPTS"
        guard let text = variable.isEmpty ? configuration.value("max_attempts") : variable else { return nil }
        guard let number = Int(text), (1...100).contains(number) else {
            throw EndpointError(setting: setting, value: text, reason: "it must be a whole number from 1 to 100")
        }
        return number
    }
}
