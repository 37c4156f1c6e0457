/// How a ``CurlTransport`` connects: what is the same for each of its requests.
public struct CurlConfiguration: Sendable, Equatable {
    /// The root certificates to trust instead of the system's; nil for the system's.
    public var roots: RootCertificates?
    /// Which proxy to go through.
    public var proxies: ProxySettings
    /// What the program calls itself, where a request does not say.
    public var userAgent: String
    /// The largest answer that is taken, so that a broken peer cannot fill the memory; the largest of AWS's that are asked
    /// for, a page of a function's versions, has less than two megabytes.
    public var largestBodyBytes: Int

    /// The system's root certificates and no proxy, unless said.
    public init(
        roots: RootCertificates? = nil, proxies: ProxySettings = .none, userAgent: String = "counter/0.1.0",
        largestBodyBytes: Int = 8 << 20
    ) {
        self.roots = roots
        self.proxies = proxies
        self.userAgent = userAgent
        self.largestBodyBytes = largestBodyBytes
    }
}

/// A file of root certificates in PEM form, and who named it.
public struct RootCertificates: Sendable, Equatable {
    /// The file.
    public let path: String
    /// The setting, for errors, as `AWS_CA_BUNDLE`.
    public let setting: String

    /// A file that a setting names.
    public init(path: String, setting: String) {
        self.path = path
        self.setting = setting
    }
}
