import Foundation

/// The parts of a request's URL that decide where it goes; the path and query stay as they were written.
struct RequestURL: Sendable, Equatable {
    /// Whether it is `https`.
    let isSecure: Bool
    /// The host in lower case, an IPv6 address without its brackets.
    let host: String
    /// The port, the scheme's own where the URL names none.
    let port: Int

    /// Nil for anything but `http` or `https` with a host, and for a URL that carries a user or password.
    ///
    /// - Parameter usualPort: where the URL names none; nil for the scheme's own.
    init?(_ url: String, usualPort: Int? = nil) {
        guard let parts = URLComponents(string: url),
            let scheme = parts.scheme?.lowercased(), scheme == "http" || scheme == "https",
            parts.user == nil, parts.password == nil,
            let written = parts.host?.lowercased()
        else { return nil }
        isSecure = scheme == "https"
        host = written.hasPrefix("[") && written.hasSuffix("]") ? String(written.dropFirst().dropLast()) : written
        // What else a URL may have for a host, escapes and zones above all, would not be the same once it is written.
        let isPlain = host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._:".contains($0)) }
        guard !host.isEmpty, isPlain else { return nil }
        port = parts.port ?? usualPort ?? (scheme == "https" ? 443 : 80)
        guard (1...65535).contains(port) else { return nil }
    }

    /// The host that an error names, for a URL of any kind: never a user or password in it.
    static func hostForErrors(_ url: String) -> String {
        RequestURL(url)?.authority ?? URLComponents(string: url)?.host ?? "a URL without a host"
    }

    /// The host as the `Host` header names it: with its port where that is not the scheme's own.
    var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (isSecure ? 443 : 80) ? name : "\(name):\(port)"
    }

    /// Whether the host is a name of this machine: `localhost`, anything below it (RFC 6761), a loopback address.
    var isOnThisMachine: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }

    /// A name below `localhost`, which not every resolver knows.
    var isBelowLocalhost: Bool { host.hasSuffix(".localhost") }
}
