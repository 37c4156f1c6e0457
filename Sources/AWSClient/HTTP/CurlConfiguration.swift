/// How a ``CurlTransport`` connects: what is the same for each of its requests.
public struct CurlConfiguration: Sendable, Equatable {
    /// A file of root certificates in PEM form to trust instead of the system's; `AWS_CA_BUNDLE`.
    public var caBundlePath: String?
    /// Which proxy to go through.
    public var proxies: ProxySettings
    /// What the program calls itself, where a request does not say.
    public var userAgent: String
    /// The largest answer that is taken, so that a broken peer cannot fill the memory; the largest of AWS's that are asked
    /// for, a page of a function's versions, has less than two megabytes.
    public var largestBodyBytes: Int

    /// The system's root certificates and no proxy, unless said.
    public init(
        caBundlePath: String? = nil, proxies: ProxySettings = .none, userAgent: String = "counter/0.1.0",
        largestBodyBytes: Int = 8 << 20
    ) {
        self.caBundlePath = caBundlePath
        self.proxies = proxies
        self.userAgent = userAgent
        self.largestBodyBytes = largestBodyBytes
    }

    /// What the environment asks for: `AWS_CA_BUNDLE` and the proxy variables.
    public init(environment: [String: String]) {
        let bundle = environment["AWS_CA_BUNDLE"] ?? ""
        self.init(caBundlePath: bundle.isEmpty ? nil : bundle, proxies: ProxySettings(environment: environment))
    }
}
