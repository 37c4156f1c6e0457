/// Which proxy a request goes through, as the environment says.
///
/// libcurl reads these variables itself, but `HTTP_PROXY` in lower case alone and straight from the process; AWS's SDKs
/// take both cases. So they are read here, from the environment that was passed in, and libcurl is told the result.
public struct ProxySettings: Sendable, Equatable {
    /// The proxy for `http://`, as `http://proxy.example:3128`; nil for none.
    public let http: String?
    /// The proxy for `https://`; nil for none.
    public let https: String?
    /// Hosts that are asked directly: names, suffixes, addresses, separated by commas, or `*`.
    public let except: String

    /// No proxy at all.
    public static let none = ProxySettings(environment: [:])

    /// Reads `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`; a variable's lower-case form wins.
    ///
    /// Under a CGI server `HTTP_PROXY` is a header that a client sent, so it is not read there
    /// (<https://httpoxy.org>); the lower-case form is.
    public init(environment: [String: String]) {
        func value(_ name: String) -> String? {
            let isCGI = name == "http_proxy" && environment["REQUEST_METHOD"] != nil
            let candidates = isCGI ? [name] : [name, name.uppercased()]
            return candidates.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        let all = value("all_proxy")
        http = value("http_proxy") ?? all
        https = value("https_proxy") ?? all
        except = value("no_proxy") ?? ""
    }

    /// The proxy to go through; nil to connect directly.
    ///
    /// No host is an exception by itself, this machine neither: as with curl and AWS's SDKs that is for `NO_PROXY` to say.
    /// It is left to libcurl, which knows suffixes and address ranges.
    func proxy(for url: RequestURL) -> String? { url.isSecure ? https : http }

    /// The text without a proxy's user and password: libcurl repeats an address that it cannot read.
    func hidingPasswords(in text: String) -> String {
        [http, https].compactMap { $0 }.reduce(text) { text, proxy in
            guard let end = proxy.utf8.lastIndex(of: UInt8(ascii: "@")) else { return text }
            let start = proxy.firstRange(of: "://")?.upperBound ?? proxy.startIndex
            guard start < end else { return text }
            return Redaction.hiding([String(proxy[start..<end])], in: text)
        }
    }
}
