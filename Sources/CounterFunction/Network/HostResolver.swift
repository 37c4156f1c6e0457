import CResolver
import Glibc

/// A socket address as `connect` takes it.
struct SocketAddress {
    let family: Int32
    let storage: sockaddr_storage
    let length: socklen_t
}

/// Finds a host's addresses.
enum HostResolver {
    /// Must run once, before the first look-up.
    ///
    /// Keeps a static program from loading the machine's own NSS modules, and bounds what one look-up can take: the
    /// resolver's own time-outs know no deadline, and by default they add up to more than an invocation has.
    static func prepare() {
        _ = cresolver_use_files_and_dns()
        setenv("RES_OPTIONS", "timeout:1 attempts:2", 0)
    }

    /// The addresses of `host` in the order in which to try them.
    ///
    /// `localhost` and the names below it are this machine, as RFC 6761 §6.3 has it, whether or not the system's
    /// resolver knows.
    static func addresses(of host: String, port: UInt16) throws(StreamError) -> [SocketAddress] {
        if HostName.isLocalhost(host) {
            return lookUp("127.0.0.1", port).addresses + lookUp("::1", port).addresses
        }
        let (addresses, status) = lookUp(host, port)
        guard addresses.isEmpty else { return addresses }
        let reason = status == 0 ? "no address" : String(cString: gai_strerror(status))
        throw StreamError(reason: "cannot resolve \(host): \(reason)")
    }

    private static func lookUp(_ host: String, _ port: UInt16) -> (addresses: [SocketAddress], status: Int32) {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        var list: UnsafeMutablePointer<addrinfo>?
        let status = getaddrinfo(host, String(port), &hints, &list)
        guard status == 0 else { return ([], status) }
        defer { freeaddrinfo(list) }
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr, Int(entry.ai_addrlen) <= MemoryLayout<sockaddr_storage>.size else {
                continue
            }
            var storage = sockaddr_storage()
            withUnsafeMutableBytes(of: &storage) {
                $0.copyMemory(from: .init(start: address, count: Int(entry.ai_addrlen)))
            }
            addresses.append(SocketAddress(family: entry.ai_family, storage: storage, length: entry.ai_addrlen))
        }
        return (addresses, 0)
    }
}
