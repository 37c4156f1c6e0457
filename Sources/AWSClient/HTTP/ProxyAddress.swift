import Foundation

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
