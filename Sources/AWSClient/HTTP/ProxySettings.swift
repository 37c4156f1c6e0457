import Foundation

/// The proxies that the environment configures.
///
/// libcurl reads these variables itself, but only from the process, and `HTTP_PROXY` only in lower case; AWS's SDKs
/// accept both cases. So they are read here, from the given environment, and the result is passed to libcurl.
public struct ProxySettings: Sendable, Equatable {
    /// A proxy from a variable.
    struct Proxy: Sendable, Equatable {
        /// The variable's name, for errors: its value may hold a password.
        let variable: String
        /// Nil if the value is no address.
        let address: ProxyAddress?
    }

    private let http: Proxy?
    private let https: Proxy?
    private let exceptions: [Substring]

    /// No proxy at all.
    public static let none = ProxySettings(environment: [:])

    /// Reads `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`.
    ///
    /// The lower-case form wins, even if it is empty and so disables the other (as in Python's `getproxies`, which
    /// botocore uses). Under a CGI server, `HTTP_PROXY` is a header from the client, so only its lower-case form is
    /// read (<https://httpoxy.org>).
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

    /// The proxy's address in such a variable's value, without user and password; nil if it is none.
    package static func address(in text: String) -> String? { ProxyAddress(text)?.url }

    /// The proxy to use unless ``exceptions(for:)`` says otherwise; nil to connect directly.
    ///
    /// As in curl and AWS's SDKs, this machine is no automatic exception: `NO_PROXY` has to name it. But a plain http
    /// request to this machine, which may carry a session token, never goes to a proxy on another machine.
    func proxy(for url: RequestURL) -> Proxy? {
        if url.isSecure { return https }
        let leavesThisMachine = url.isOnThisMachine && http?.address?.isOnThisMachine == false
        return leavesThisMachine ? nil : http
    }

    /// The value of `NO_PROXY` for libcurl.
    ///
    /// libcurl knows names, suffixes and address ranges, but no ports and no IPv6 addresses in brackets.
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

/// A proxy's address, with user and password apart.
///
/// libcurl must never hold a password in an address: it quotes addresses that it cannot parse or reach.
struct ProxyAddress: Sendable, Equatable {
    /// Scheme, host and port, such as `http://proxy.example:3128`; never a user or password.
    let url: String
    /// Nil if there is none.
    let user: String?
    /// Nil if there is none.
    let password: String?
    /// Whether the host is this machine.
    let isOnThisMachine: Bool

    /// The default port of each kind of proxy; the same as botocore's, for the kinds it knows.
    private static let ports = [
        "http": 80, "https": 443, "socks4": 1080, "socks4a": 1080, "socks5": 1080, "socks5h": 1080,
    ]

    /// Parses `[scheme://][user[:password]@]host[:port][/]`, as in `HTTPS_PROXY`; the default scheme is `http`.
    ///
    /// The user part ends at the last `@`, as in botocore: a password may contain others. User and password may be
    /// percent-encoded. Marks are single bytes: a combining character after a mark does not hide it.
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
