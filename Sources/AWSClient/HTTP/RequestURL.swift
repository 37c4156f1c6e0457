import Foundation

/// The parts of a request's URL that decide its target; path and query stay as written.
struct RequestURL: Sendable, Equatable {
    /// Whether it is `https`.
    let isSecure: Bool
    /// The host in lower case, an IPv6 address without its brackets.
    let host: String
    /// The port, by default the scheme's.
    let port: Int

    /// Nil for anything but `http` or `https` with a host, and for a URL with a user or password.
    ///
    /// - Parameter usualPort: the default port; nil for the scheme's.
    init?(_ url: String, usualPort: Int? = nil) {
        guard let parts = URLComponents(string: url),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            parts.user == nil, parts.password == nil,
            let written = parts.host?.lowercased()
        else { return nil }
        isSecure = scheme == "https"
        host = written.hasPrefix("[") && written.hasSuffix("]") ? String(written.dropFirst().dropLast()) : written
        // Any other host, for example with escapes or a zone, would change when it is written again.
        let isPlain = host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._:".contains($0)) }
        guard !host.isEmpty, isPlain else { return nil }
        port = parts.port ?? usualPort ?? (scheme == "https" ? 443 : 80)
        guard (1...65535).contains(port) else { return nil }
    }

    /// The host to name in an error, for any URL; never a user or password.
    static func hostForErrors(_ url: String) -> String {
        RequestURL(url)?.authority ?? URLComponents(string: url)?.host ?? "a URL without a host"
    }

    /// The host for the `Host` header, with its port unless it is the scheme's default.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether the host is this machine: `localhost`, any name below it (RFC 6761), or a loopback address.
    var isOnThisMachine: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }

    /// Whether it is a name below `localhost`, which not every resolver knows.
    var isBelowLocalhost: Bool { host.hasSuffix(".localhost") }
}
