import Glibc

/// A connected TCP socket that never blocks beyond its deadline: only `poll(2)` waits.
final class Socket: ByteStream {
    /// The file descriptor; -1 once closed.
    private(set) var descriptor: Int32
    let clock: WallClock

    /// Takes ownership of a descriptor and closes it at the end.
    init(descriptor: Int32, clock: WallClock) {
        self.descriptor = descriptor
        self.clock = clock
    }

    deinit { close() }

    /// Connects to the first address of `host` that accepts.
    static func connect(to host: String, port: UInt16, by deadline: Deadline, clock: WallClock) throws(StreamError)
        -> Socket
    {
        var last = StreamError(reason: "no address of \(host) was tried")
        for address in try HostResolver.addresses(of: host, port: port, by: deadline, clock: clock) {
            do throws(StreamError) {
                return try connect(to: address, by: deadline, clock: clock)
            } catch {
                last = StreamError(reason: "cannot connect to \(host) port \(port): \(error.reason)")
            }
        }
        throw last
    }

    /// Connects to one address.
    private static func connect(
        to address: SocketAddress, by deadline: Deadline, clock: WallClock
    ) throws(StreamError) -> Socket {
        // Checked here because a name may have any number of addresses.
        guard !deadline.isOver(clock) else { throw StreamError.timeRanOut(while: "connecting") }
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, kind, 0)
        guard descriptor >= 0 else { throw StreamError(reason: systemErrorText(errno)) }
        let result = Socket(descriptor: descriptor, clock: clock)
        // A request is written as a whole: waiting to fill a packet only costs time.
        var yes: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
        let status = withUnsafePointer(to: address.storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, address.length) }
        }
        guard status != 0 else { return result }
        guard errno == EINPROGRESS else { throw StreamError(reason: systemErrorText(errno)) }
        try result.wait(for: POLLOUT, by: deadline, doing: "connecting")
        var failure: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &length)
        guard failure == 0 else { throw StreamError(reason: systemErrorText(failure)) }
        return result
    }

    func read(upTo limit: Int, by deadline: Deadline) throws(StreamError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: limit)
        while true {
            let count = recv(descriptor, &bytes, limit, 0)
            if count >= 0 { return Array(bytes.prefix(count)) }
            try waitAfterError(for: POLLIN, by: deadline, doing: "waiting for the answer")
        }
    }

    func write(_ bytes: ArraySlice<UInt8>, by deadline: Deadline) throws(StreamError) -> Int {
        while true {
            let count = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 { return count }
            try waitAfterError(for: POLLOUT, by: deadline, doing: "sending")
        }
    }

    func isIdle() -> Bool {
        guard descriptor >= 0 else { return false }
        return !isReadable()
    }

    /// Whether bytes, an end or an error can be read at once.
    func isReadable() -> Bool {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) != 0
    }

    func close() {
        guard descriptor >= 0 else { return }
        _ = Glibc.close(descriptor)
        descriptor = -1
    }

    /// Waits until the socket is ready for `events`.
    func wait(for events: Int32, by deadline: Deadline, doing what: String) throws(StreamError) {
        try waitUntilReady(descriptor, for: events, by: deadline, clock, doing: what)
    }

    /// Waits if the failed system call only has to be repeated; throws otherwise.
    private func waitAfterError(for events: Int32, by deadline: Deadline, doing what: String) throws(StreamError) {
        switch errno {
        case EINTR: return
        case EAGAIN: try wait(for: events, by: deadline, doing: what)
        default: throw StreamError(reason: systemErrorText(errno))
        }
    }
}
