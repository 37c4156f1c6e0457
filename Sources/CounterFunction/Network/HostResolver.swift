import CResolver
import Glibc

/// Finds a host's addresses.
enum HostResolver {
    /// Must run once, before the first look-up: keeps a static program from loading the machine's own NSS modules.
    static func prepare() {
        _ = cresolver_use_files_and_dns()
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

/// A socket address as `connect` takes it.
struct SocketAddress {
    let family: Int32
    let storage: sockaddr_storage
    let length: socklen_t

    /// Copies what `getaddrinfo` found.
    static func all(in list: UnsafeMutablePointer<addrinfo>?) -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ai_next
            let length = Int(entry.ai_addrlen)
            guard let address = entry.ai_addr, length <= MemoryLayout<sockaddr_storage>.size else { continue }
            var storage = sockaddr_storage()
            withUnsafeMutableBytes(of: &storage) { $0.copyMemory(from: .init(start: address, count: length)) }
            addresses.append(SocketAddress(family: entry.ai_family, storage: storage, length: entry.ai_addrlen))
        }
        return addresses
    }
}
