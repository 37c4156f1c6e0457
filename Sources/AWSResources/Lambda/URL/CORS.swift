import Deployer

/// Which pages of other origins may read a URL's responses, as the URL itself reports to browsers.
///
/// The function must not send any `Access-Control-*` header: a browser refuses two of them.
public struct CORS: Sendable, Hashable {
    /// A method that a page may use.
    ///
    /// `OPTIONS` is not included: the URL answers a browser's preflight request by itself.
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

    /// The origins, such as `https://example.com`, or `*` for all.
    public var origins: [String]
    /// The methods that their pages may use.
    public var methods: [Method]
    /// The request headers that their pages may set.
    public var headers: [String]
    /// The response headers that their pages may read.
    public var exposeHeaders: [String]
    /// Whether their pages may send cookies and still read the response.
    public var credentials: Bool
    /// How many seconds a browser may cache this rule.
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

/// The same rule in a form that can be compared: without order, and with header names in lower case.
///
/// No rule is the same as an empty one.
struct CORSRule: Sendable, Equatable {
    var origins: Set<ExactText> = []
    var methods: Set<ExactText> = []
    var headers: Set<ExactText> = []
    var exposeHeaders: Set<ExactText> = []
    var credentials = false
    var maxAgeSeconds = 0

    /// The rule of a description.
    init(_ cors: CORS?) {
        guard let cors else { return }
        origins = Set(exactly: cors.origins)
        methods = Set(exactly: cors.methods.map(\.rawValue))
        headers = Set(exactly: cors.headers.map { $0.lowercased() })
        exposeHeaders = Set(exactly: cors.exposeHeaders.map { $0.lowercased() })
        credentials = cors.credentials
        maxAgeSeconds = cors.maxAgeSeconds
    }

    /// The rule that AWS reports for a URL.
    init(_ details: CORSDetails?) {
        origins = Set(exactly: details?.origins ?? [])
        methods = Set(exactly: details?.methods ?? [])
        headers = Set(exactly: (details?.headers ?? []).map { $0.lowercased() })
        exposeHeaders = Set(exactly: (details?.exposeHeaders ?? []).map { $0.lowercased() })
        credentials = details?.credentials ?? false
        maxAgeSeconds = details?.maxAgeSeconds ?? 0
    }

    /// The rule on the wire: AWS replaces its whole rule, so omitted members are off.
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

extension CORS {
    private static let listLimit = 100

    /// Adds what Lambda would refuse, and what would be open to every site by accident.
    func check(_ errors: inout DescriptionErrors) {
        for (property, list) in [("origins", origins), ("headers", headers), ("exposeHeaders", exposeHeaders)]
        where list.count > Self.listLimit {
            errors.refuse(
                "cors.\(property)", "\(list.count) entries", allowed: "at most \(Self.listLimit) entries")
        }
        for origin in origins where origin != "*" && !Self.isOrigin(origin) {
            errors.refuse(
                "cors.origins", origin,
                allowed: "of a scheme, a host and maybe a port, as https://example.com, or *")
        }
        // Otherwise, Lambda allows every origin that asks, with its cookies: every site could act as the visitor.
        if credentials, origins.contains("*") {
            errors.refuse("cors.origins", "*", allowed: "named one by one where credentials are allowed")
        }
        for (property, list) in [("headers", headers), ("exposeHeaders", exposeHeaders)] {
            for header in list where header != "*" && !Self.isHeaderName(header) {
                errors.refuse(
                    "cors.\(property)", header, allowed: "one header's name an entry, in letters, digits and -")
            }
        }
        errors.check("cors.maxAge", maxAgeSeconds, 0...86_400, "seconds")
    }

    /// A browser sends an origin without a path and in lower case, and Lambda compares it as text.
    private static func isOrigin(_ text: String) -> Bool {
        guard (1...253).contains(text.utf8.count), text == text.lowercased() else { return false }
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) {
            let rest = text.dropFirst(scheme.count)
            return !rest.isEmpty && rest.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"/?#@*,\"\\".utf8.contains($0) }
        }
        return false
    }

    /// The characters of a token (RFC 9110, 5.6.2), which exclude commas: Lambda takes a list as one name.
    private static func isHeaderName(_ text: String) -> Bool {
        (1...1024).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                $0 > 32 && $0 < 127 && !"\"(),/:;<=>?@[\\]{}*".utf8.contains($0)
            }
    }
}
