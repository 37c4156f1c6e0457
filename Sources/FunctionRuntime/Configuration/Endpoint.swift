/// A server's address: the scheme, host, port and path of a URL.
struct Endpoint: Equatable {
    /// The supported protocols.
    enum Scheme: String {
        /// Without encryption.
        case http
        /// Over TLS.
        case https
        /// The default port.
        var port: UInt16 { self == .http ? 80 : 443 }
    }

    /// The protocol.
    let scheme: Scheme
    /// In lower case, an IPv6 address without its brackets.
    let host: String
    /// From 1 to 65535.
    let port: UInt16
    /// Begins and ends with a slash.
    let path: String

    /// An endpoint from its parts; the port defaults to the scheme's.
    init(scheme: Scheme, host: String, port: UInt16? = nil, path: String = "/") {
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.port
        self.path = path
    }

    /// The value of `Host` as it is signed: with the port unless it is the scheme's default.
    var hostHeader: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == scheme.port ? name : "\(name):\(port)"
    }

    /// Parses a URL such as `https://dynamodb.eu-west-1.amazonaws.com` or `http://localhost:4566/`.
    ///
    /// - Throws: `ConfigurationError` for any other text, and for plain HTTP to another machine.
    init(parsing url: String, from variable: String) throws(ConfigurationError) {
        guard url.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw Self.refusal("", variable, "it may hold printable ASCII characters alone")
        }
        let parts = url.parts(at: ":", cuts: 1)
        guard let scheme = Scheme(rawValue: parts[0].lowercased()), parts.count == 2, parts[1].hasPrefix("//") else {
            throw Self.refusal(url, variable, "it is to begin with https:// or http://")
        }
        let rest = parts[1].dropFirst(2)
        guard !rest.contains(where: { "@?#\\".contains($0) }) else {
            throw Self.refusal(url, variable, "it may hold neither a user, a query nor a fragment")
        }
        let authority = rest.prefix { $0 != "/" }
        let (host, port) = try Self.hostAndPort(authority, url, variable)
        let path = rest[authority.endIndex...]
        self.init(
            scheme: scheme, host: host.lowercased(), port: port, path: path.last == "/" ? String(path) : "\(path)/")
        guard scheme == .https || HostName.isThisMachine(self.host) else {
            throw Self.refusal(url, variable, "plain http is accepted for this machine alone; use https")
        }
    }

    /// Parses Lambda's `host:port` of its Runtime API, which is plain HTTP on any host.
    init(runtimeAPI address: String, from variable: String) throws(ConfigurationError) {
        let (host, port) = try Self.hostAndPort(address[...], address, variable)
        self.init(scheme: .http, host: host, port: port)
    }

    /// Parses `host`, `host:port` or `[address]:port`.
    private static func hostAndPort(
        _ authority: Substring, _ url: String, _ variable: String
    ) throws(ConfigurationError) -> (host: String, port: UInt16?) {
        let host: Substring
        let behind: Substring
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { throw refusal(url, variable, "a ] is missing") }
            host = authority[authority.index(after: authority.startIndex)..<end]
            behind = authority[authority.index(after: end)...]
            guard HostName.isAddress(String(host)), host.has(":") else {
                throw refusal(url, variable, "what is in brackets is no IPv6 address")
            }
        } else {
            host = authority.prefix { $0 != ":" }
            behind = authority[host.endIndex...]
            guard !host.isEmpty, host.utf8.allSatisfy(isHostByte) else {
                throw refusal(url, variable, "its host is no host name")
            }
        }
        if behind.isEmpty { return (String(host), nil) }
        let digits = behind.dropFirst()
        guard behind.first == ":", digits.utf8.allSatisfy(\.isDigit), let port = UInt16(digits), port > 0
        else {
            throw refusal(url, variable, "its port is no number from 1 to 65535")
        }
        return (String(host), port)
    }

    /// Whether a byte may be in a host name: a letter, a digit or one of `-._`.
    private static func isHostByte(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || "-._".utf8.contains(byte) }

    /// Hides a URL with a user, since it may also hold a password.
    private static func refusal(_ url: String, _ variable: String, _ reason: String) -> ConfigurationError {
        let shown = url.has("@") ? "its value" : "\"\(url)\""
        return ConfigurationError(variable: variable, reason: "\(shown) is no endpoint: \(reason)")
    }
}

/// The AWS partition of a region, for endpoint names only.
enum Partition {
    /// The domain after `<service>.<region>.`; an unknown region belongs to the standard partition.
    ///
    /// From botocore's `partitions.json` (`dnsSuffix` and `regionRegex`).
    static func domain(of region: String) -> String {
        let domains = [
            ("cn-", "amazonaws.com.cn"), ("eusc-", "amazonaws.eu"), ("us-isob-", "sc2s.sgov.gov"),
            ("us-iso-", "c2s.ic.gov"), ("eu-isoe-", "cloud.adc-e.uk"), ("us-isof-", "csp.hci.ic.gov"),
        ]
        return domains.first { region.hasPrefix($0.0) }?.1 ?? "amazonaws.com"
    }
}
