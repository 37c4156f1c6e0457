import COpenSSL

/// Finds a host's addresses.
enum HostResolver {
    /// Must run once, before the first look-up: keeps a static program from loading the machine's own NSS modules.
    static func prepare() {
        _ = copenssl_resolve_by_files_and_dns()
    }

    /// The addresses of `host` in the order in which to try them.
    ///
    /// `localhost` and the names below it are this machine, as RFC 6761 §6.3 has it, whether or not the system's
    /// resolver knows.
    static func addresses(
        of host: String, port: UInt16, by deadline: Deadline, clock: Clock
    ) throws(StreamError) -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        for name in HostName.isLocalhost(host) ? ["127.0.0.1", "::1"] : [host] {
            addresses += try NameLookup.addresses(of: name, port: port, by: deadline, clock: clock)
        }
        return addresses
    }
}
