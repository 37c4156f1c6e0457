import Glibc

/// A socket address as `connect` takes it.
struct SocketAddress {
    /// `AF_INET` or `AF_INET6`.
    let family: Int32
    /// The address itself, with room for either family.
    let storage: sockaddr_storage
    /// How much of the room is used, in bytes.
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
