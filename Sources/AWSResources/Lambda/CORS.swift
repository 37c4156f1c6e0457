import Deployer

/// Which pages of other origins may read a URL's answers: what the URL itself tells browsers.
///
/// The function must send no `Access-Control-*` header of its own: a browser refuses two.
public struct CORS: Sendable, Hashable {
    /// A method that a page may use.
    ///
    /// `OPTIONS` is none of them: the URL answers a browser's question by itself.
    public enum Method: String, Sendable, Hashable, CaseIterable {
        /// Reading.
        case get = "GET"
        /// Reading, without the body.
        case head = "HEAD"
        /// Sending.
        case post = "POST"
        /// Replacing.
        case put = "PUT"
        /// Changing.
        case patch = "PATCH"
        /// Removing.
        case delete = "DELETE"
        /// All of these.
        case any = "*"
    }

    /// Which origins, as `https://example.com`, or `*` for all.
    public var origins: [String]
    /// With which methods.
    public var methods: [Method]
    /// With which headers of their own.
    public var headers: [String]
    /// Which headers of the answer they may read.
    public var exposeHeaders: [String]
    /// Whether cookies are sent and the answer still given.
    public var credentials: Bool
    /// How long a browser may remember all this.
    public var maxAgeSeconds: Int

    /// A rule for pages of other origins.
    public init(
        origins: [String], methods: [Method] = [.get], headers: [String] = [], exposeHeaders: [String] = [],
        credentials: Bool = false, maxAgeSeconds: Int = 0
    ) {
        self.origins = origins
        self.methods = methods
        self.headers = headers
        self.exposeHeaders = exposeHeaders
        self.credentials = credentials
        self.maxAgeSeconds = maxAgeSeconds
    }
}

/// The same as it is compared: without order, and headers without case.
///
/// None at all is the same as an empty one.
struct CORSRule: Sendable, Equatable {
    var origins: Set<ExactText> = []
    var methods: Set<ExactText> = []
    var headers: Set<ExactText> = []
    var exposeHeaders: Set<ExactText> = []
    var credentials = false
    var maxAgeSeconds = 0

    /// A description's rule.
    init(_ cors: CORS?) {
        guard let cors else { return }
        origins = Set(exactly: cors.origins)
        methods = Set(exactly: cors.methods.map(\.rawValue))
        headers = Set(exactly: cors.headers.map { $0.lowercased() })
        exposeHeaders = Set(exactly: cors.exposeHeaders.map { $0.lowercased() })
        credentials = cors.credentials
        maxAgeSeconds = cors.maxAgeSeconds
    }

    /// What AWS says of a URL.
    init(_ details: CORSDetails?) {
        origins = Set(exactly: details?.origins ?? [])
        methods = Set(exactly: details?.methods ?? [])
        headers = Set(exactly: (details?.headers ?? []).map { $0.lowercased() })
        exposeHeaders = Set(exactly: (details?.exposeHeaders ?? []).map { $0.lowercased() })
        credentials = details?.credentials ?? false
        maxAgeSeconds = details?.maxAgeSeconds ?? 0
    }

    /// As it is sent: AWS replaces its whole rule by this one, so what is left out is off.
    var details: CORSDetails {
        var details = CORSDetails()
        guard self != CORSRule(CORS?.none) else { return details }
        details.origins = origins.texts
        details.methods = methods.texts
        details.headers = headers.isEmpty ? nil : headers.texts
        details.exposeHeaders = exposeHeaders.isEmpty ? nil : exposeHeaders.texts
        details.credentials = credentials
        details.maxAgeSeconds = maxAgeSeconds
        return details
    }
}
