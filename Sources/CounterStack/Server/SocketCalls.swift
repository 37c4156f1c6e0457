#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The system's calls around listening sockets.
enum SocketCalls {
    /// This machine's two loopback addresses.
    enum Loopback: CaseIterable {
        /// 127.0.0.1
        case four
        /// ::1, which browsers try first for `localhost`.
        case six
    }

    /// Listens at a port of this machine that no other machine can reach; port 0 takes any free one.
    static func listen(_ address: Loopback, port: UInt16) throws(SystemError) -> Descriptor {
        #if canImport(Glibc)
            let stream = Int32(SOCK_STREAM.rawValue)
        #else
            let stream = SOCK_STREAM
        #endif
        let number = socket(address == .four ? AF_INET : AF_INET6, stream, 0)
        guard number >= 0 else { throw SystemError("socket") }
        let listener = Descriptor(number)
        var isOn: Int32 = 1
        // Otherwise connections of a server that has just ended would keep the port for a minute.
        setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &isOn, socklen_t(MemoryLayout<Int32>.size))
        guard bind(number, address, port) == 0 else { throw SystemError("bind") }
        #if canImport(Glibc)
            let result = Glibc.listen(number, 64)
        #else
            let result = Darwin.listen(number, 64)
        #endif
        guard result == 0 else { throw SystemError("listen") }
        return listener
    }

    private static func bind(_ number: Int32, _ loopback: Loopback, _ port: UInt16) -> Int32 {
        switch loopback {
        case .four:
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return bind(number, &address)
        case .six:
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            address.sin6_addr = in6addr_loopback
            return bind(number, &address)
        }
    }

    private static func bind<Address>(_ number: Int32, _ address: inout Address) -> Int32 {
        let length = socklen_t(MemoryLayout<Address>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
                #if canImport(Glibc)
                    Glibc.bind(number, socketAddress, length)
                #else
                    Darwin.bind(number, socketAddress, length)
                #endif
            }
        }
    }

    /// The port that a socket listens at.
    static func port(of listener: Descriptor) throws(SystemError) -> UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener.number, $0, &length) }
        }
        guard result == 0 else { throw SystemError("getsockname") }
        return UInt16(bigEndian: address.sin_port)
    }

    /// The result of accepting a connection.
    enum Acceptance {
        case connection(Descriptor)
        /// No connection is waiting.
        case nobody
        /// The system has no room for another now.
        case exhausted
    }

    /// The next connection that waits at a listening socket.
    static func accept(from listener: Descriptor) -> Acceptance {
        while true {
            #if canImport(Glibc)
                let number = Glibc.accept(listener.number, nil, nil)
            #else
                let number = Darwin.accept(listener.number, nil, nil)
            #endif
            if number >= 0 { return .connection(Descriptor(number)) }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EAGAIN, EWOULDBLOCK: return .nobody
            default: return .exhausted
            }
        }
    }

    /// An open file, and what to wait for on it.
    struct Interest {
        let descriptor: Descriptor
        let isForWriting: Bool
    }

    /// Waits until something can be done, for at most that many milliseconds; a negative time means for ever.
    ///
    /// - Returns: for each of them, whether it is ready.
    static func wait(for interests: [Interest], milliseconds: Int32) -> [Bool] {
        var entries = interests.map {
            pollfd(fd: $0.descriptor.number, events: Int16($0.isForWriting ? POLLOUT : POLLIN), revents: 0)
        }
        guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else {
            return Array(repeating: false, count: interests.count)
        }
        return entries.map { $0.revents != 0 }
    }
}
