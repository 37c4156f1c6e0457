/// A server's address: the scheme, host, port and path of a URL.
struct Endpoint: Equatable {
    /// The protocols that an endpoint may speak.
    enum Scheme: String {
        /// In the open.
        case http
        /// Over TLS.
        case https
        /// The port that a URL need not name.
        var port: UInt16 { self == .http ? 80 : 443 }
    }

    /// How to speak to it.
    let scheme: Scheme
    /// In lower case, an IPv6 address without its brackets.
    let host: String
    /// From 1 to 65535.
    let port: UInt16
    /// Begins and ends with a slash.
    let path: String

    /// An endpoint from its parts; the scheme's own port where none is given.
    init(scheme: Scheme, host: String, port: UInt16? = nil, path: String = "/") {
        self.scheme = scheme
        self.host = host
        self.port = port ?? scheme.port
        self.path = path
    }

    /// The value of `Host`: with the port where it is not the scheme's own, as it is signed.
    var hostHeader: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == scheme.port ? name : "\(name):\(port)"
    }

    /// Reads a URL as `https://dynamodb.eu-west-1.amazonaws.com` or `http://localhost:4566/`.
    ///
    /// - Throws: `ConfigurationError` for anything that is not such a URL, and for plain HTTP to another machine.
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

    /// Reads `host:port` as Lambda states its Runtime API, which is plain HTTP whatever the host.
    init(runtimeAPI address: String, from variable: String) throws(ConfigurationError) {
        let (host, port) = try Self.hostAndPort(address[...], address, variable)
        self.init(scheme: .http, host: host, port: port)
    }

    /// Reads `host`, `host:port` or `[address]:port`.
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
                throw refusal(url, variable, "what stands in brackets is no IPv6 address")
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

    /// Letters, digits and what stands in host names beside them.
    private static func isHostByte(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || "-._".utf8.contains(byte) }

    /// The URL is not shown where it holds a user, since a password would be beside it.
    private static func refusal(_ url: String, _ variable: String, _ reason: String) -> ConfigurationError {
        let shown = url.has("@") ? "its value" : "\"\(url)\""
        return ConfigurationError(variable: variable, reason: "\(shown) is no endpoint: \(reason)")
    }
}

/// The part of AWS that a region lies in, as far as the names of its endpoints go.
enum Partition {
    /// The domain behind `dynamodb.<region>.`; a region that matches nothing belongs to the standard partition.
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

/// A setting that is missing or wrong: which variable, and what is the matter with it.
struct ConfigurationError: Error, Equatable {
    /// Its name.
    let variable: String
    /// In words; never a secret's value.
    let reason: String
}
