/// How a ``CurlTransport`` connects: the settings that all its requests share.
public struct CurlConfiguration: Sendable, Equatable {
    /// The root certificates that replace the system's; nil to trust the system's.
    public var roots: RootCertificates?
    /// The proxies.
    public var proxies: ProxySettings
    /// The user agent of requests that set none.
    public var userAgent: String
    /// The largest accepted response, so that a broken peer cannot fill the memory.
    ///
    /// AWS's largest response here, a page of a function's versions, has less than two megabytes.
    public var largestBodyBytes: Int

    /// By default, the system's root certificates and no proxy.
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

/// A file of root certificates in PEM form, and the setting that named it.
public struct RootCertificates: Sendable, Equatable {
    /// The file.
    public let path: String
    /// The setting, for errors, such as `AWS_CA_BUNDLE`.
    public let setting: String

    /// A file that a setting names.
    public init(path: String, setting: String) {
        self.path = path
        self.setting = setting
    }
}
