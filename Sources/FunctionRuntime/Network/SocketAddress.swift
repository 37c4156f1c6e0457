import Glibc

/// Classifies host names in URLs.
enum HostName {
    /// Whether the host is `localhost` or a name below it.
    static func isLocalhost(_ host: String) -> Bool { host == "localhost" || host.hasSuffix(".localhost") }

    /// Whether the host is this machine: `localhost`, a name below it, 127.0.0.0/8 or ::1.
    static func isThisMachine(_ host: String) -> Bool {
        if isLocalhost(host) { return true }
        if let bytes = address(host, AF_INET, count: 4) { return bytes[0] == 127 }
        if let bytes = address(host, AF_INET6, count: 16) { return bytes == [UInt8](repeating: 0, count: 15) + [1] }
        return false
    }

    /// Whether the host is an IP address, which TLS's SNI cannot name.
    static func isAddress(_ host: String) -> Bool {
        address(host, AF_INET, count: 4) != nil || address(host, AF_INET6, count: 16) != nil
    }

    /// The address in network order; nil for anything but the full notation (`127.1` counts as a name).
    private static func address(_ host: String, _ family: Int32, count: Int) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: count)
        return inet_pton(family, host, &bytes) == 1 ? bytes : nil
    }
}

/// A socket address for `connect`.
struct SocketAddress {
    /// `AF_INET` or `AF_INET6`.
    let family: Int32
    /// The address itself; there is room for either family.
    let storage: sockaddr_storage
    /// The used length of the storage, in bytes.
    let length: socklen_t

    /// Copies the results of `getaddrinfo`.
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
