import Glibc

/// What a host name in a URL says about where it leads.
enum HostName {
    /// `localhost` or a name below it.
    static func isLocalhost(_ host: String) -> Bool { host == "localhost" || host.hasSuffix(".localhost") }

    /// Whether the host is this machine: `localhost`, a name below it, 127.0.0.0/8 or ::1.
    static func isThisMachine(_ host: String) -> Bool {
        if isLocalhost(host) { return true }
        if let bytes = address(host, AF_INET, count: 4) { return bytes[0] == 127 }
        if let bytes = address(host, AF_INET6, count: 16) { return bytes == [UInt8](repeating: 0, count: 15) + [1] }
        return false
    }

    /// Whether the host is an IP address, and so cannot be named in TLS's SNI.
    static func isAddress(_ host: String) -> Bool {
        address(host, AF_INET, count: 4) != nil || address(host, AF_INET6, count: 16) != nil
    }

    /// The address in network order; nil for anything but the full notation (`127.1` is a name here).
    private static func address(_ host: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, host, &bytes) == 1 ? bytes : nil
    }
}
