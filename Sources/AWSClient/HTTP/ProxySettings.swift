import Foundation

/// Which proxy a request goes through, as the environment says.
///
/// libcurl reads these variables itself, but `HTTP_PROXY` in lower case alone and straight from the process; AWS's SDKs
/// take both cases. So they are read here, from the environment that was passed in, and libcurl is told the result.
public struct ProxySettings: Sendable, Equatable {
    /// A proxy as a variable names it.
    struct Proxy: Sendable, Equatable {
        /// The variable's name, for errors: what it holds may be a password.
        let variable: String
        /// Nil where what it holds is no address.
        let address: ProxyAddress?
    }

    private let http: Proxy?
    private let https: Proxy?
    private let exceptions: [Substring]

    /// No proxy at all.
    public static let none = ProxySettings(environment: [:])

    /// Reads `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`; a variable's lower-case form wins, also where it is
    /// empty and so takes the other away (as Python's `getproxies`, which botocore asks).
    ///
    /// Under a CGI server `HTTP_PROXY` is a header that a client sent, so it is not read there
    /// (<https://httpoxy.org>); the lower-case form is.
    public init(environment: [String: String]) {
        let isCGI = environment["REQUEST_METHOD"] != nil
        func setting(_ name: String) -> (variable: String, value: String)? {
            if let value = environment[name] { return (name, value) }
            let upper = name.uppercased()
            guard !(isCGI && name == "http_proxy"), let value = environment[upper], !value.isEmpty else { return nil }
            return (upper, value)
        }
        func proxy(_ name: String) -> Proxy? {
            guard let (variable, value) = setting(name) ?? setting("all_proxy"), !value.isEmpty else { return nil }
            return Proxy(variable: variable, address: ProxyAddress(value))
        }
        http = proxy("http_proxy")
        https = proxy("https_proxy")
        exceptions = (setting("no_proxy")?.value ?? "").split { $0 == "," || $0.isWhitespace }
    }

    /// Where the proxy is that such a variable names, without a user and password; nil where it names none.
    package static func address(in text: String) -> String? { ProxyAddress(text)?.url }

    /// The proxy to go through unless ``exceptions(for:)`` says otherwise; nil to connect directly.
    ///
    /// This machine is no exception by itself, as with curl and AWS's SDKs: that is for `NO_PROXY` to say. But what is
    /// sent to it in the open, session tokens among it, goes to no other machine's proxy.
    func proxy(for url: RequestURL) -> Proxy? {
        if url.isSecure { return https }
        let leavesThisMachine = url.isOnThisMachine && http?.address?.isOnThisMachine == false
        return leavesThisMachine ? nil : http
    }

    /// What libcurl is told of `NO_PROXY`: it knows names, suffixes and address ranges, but not ports, nor an IPv6
    /// address in brackets.
    func exceptions(for url: RequestURL) -> String {
        exceptions.compactMap { entry in
            let isBracketed = entry.hasPrefix("[")
            guard let colon = entry.lastIndex(of: ":"), isBracketed || colon == entry.firstIndex(of: ":") else {
                return entry
            }
            let hasPort = !isBracketed || entry[..<colon].hasSuffix("]")
            if hasPort, Int(entry[entry.index(after: colon)...]) != url.port { return nil }
            let host = hasPort ? entry[..<colon] : entry
            return isBracketed ? host.dropFirst().dropLast() : host
        }.joined(separator: ",")
    }
}

/// Where a proxy is and what it is told of who asks, taken apart so that libcurl never holds a password in an address:
/// it quotes the addresses that it cannot read or reach.
struct ProxyAddress: Sendable, Equatable {
    /// Scheme, host and port, as `http://proxy.example:3128`; never a user or password.
    let url: String
    /// Nil where none is named.
    let user: String?
    /// Nil where none is named.
    let password: String?
    /// Whether the host is a name of this machine.
    let isOnThisMachine: Bool

    /// The port of each kind of proxy where none is named; botocore's, where it knows the kind.
    private static let ports = [
        "http": 80, "https": 443, "socks4": 1080, "socks4a": 1080, "socks5": 1080, "socks5h": 1080,
    ]

    /// Reads `[scheme://][user[:password]@]host[:port][/]`, as in `HTTPS_PROXY`; without a scheme it is `http`.
    ///
    /// The user ends at the last `@`, as botocore has it: a password may hold others. User and password may be
    /// percent-encoded. What has a meaning is a byte: a combining character behind a mark does not hide it.
    ///
    /// - Returns: nil for anything else.
    init?(_ text: String) {
        var rest = Substring(text.trimmingCharacters(in: .whitespacesAndNewlines)).utf8
        var scheme = "http"
        if let mark = rest.firstRange(of: "://".utf8) {
            scheme = Substring(rest[..<mark.lowerBound]).lowercased()
            rest = rest[mark.upperBound...]
        } else if rest.starts(with: "//".utf8) {
            rest = rest.dropFirst(2)
        }
        guard let usualPort = Self.ports[scheme] else { return nil }
        if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
            let parts = rest[..<at].split(
                separator: UInt8(ascii: ":"), maxSplits: 1, omittingEmptySubsequences: false)
            let texts = parts.map { String(Substring($0)) }.map { $0.removingPercentEncoding ?? $0 }
            (user, password) = (texts[0], texts.count > 1 ? texts[1] : nil)
            rest = rest[rest.index(after: at)...]
        } else {
            (user, password) = (nil, nil)
        }
        let authority = Substring(rest.prefix { !"/?#".utf8.contains($0) })
        guard let place = RequestURL("http://\(authority)", usualPort: usualPort) else { return nil }
        let name = place.host.contains(":") ? "[\(place.host)]" : place.host
        url = "\(scheme)://\(name):\(place.port)"
        isOnThisMachine = place.isOnThisMachine
    }
}
