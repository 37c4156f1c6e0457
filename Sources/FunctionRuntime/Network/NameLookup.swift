import COpenSSL
import Glibc

/// Finds a host's addresses.
enum HostResolver {
    /// Keeps a static program from loading the machine's NSS modules; it must run once, before the first lookup.
    static func prepare() {
        _ = copenssl_resolve_by_files_and_dns()
    }

    /// The addresses of `host` in the order to try them.
    ///
    /// `localhost` and the names below it are this machine (RFC 6761 §6.3), even if the system's resolver does not know
    /// them.
    static func addresses(
        of host: String, port: UInt16, by deadline: Deadline, clock: WallClock
    ) throws(StreamError) -> [SocketAddress] {
        var addresses: [SocketAddress] = []
        for name in HostName.isLocalhost(host) ? ["127.0.0.1", "::1"] : [host] {
            addresses += try NameLookup.addresses(of: name, port: port, by: deadline, clock: clock)
        }
        return addresses
    }
}

/// One lookup, on a thread of its own, so that waiting for it can end at a deadline.
///
/// `getaddrinfo` has no deadline, and its own timeouts add up to more than an invocation's time.
final class NameLookup {
    /// The name to look up.
    private let host: String
    /// The port for each address found.
    private let port: UInt16
    /// Written by the thread before it signals through the pipe.
    private var outcome: (status: Int32, list: UnsafeMutablePointer<addrinfo>?) = (EAI_SYSTEM, nil)
    /// The pipe's end for the waiting caller.
    private var readEnd: Int32 = -1
    /// The pipe's end for the thread.
    private var writeEnd: Int32 = -1

    private init(of host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    deinit {
        if let list = outcome.list { freeaddrinfo(list) }
        for end in [readEnd, writeEnd] where end >= 0 { close(end) }
    }

    /// The addresses of `host`, in the resolver's order.
    static func addresses(
        of host: String, port: UInt16, by deadline: Deadline, clock: WallClock
    ) throws(StreamError) -> [SocketAddress] {
        let lookup = NameLookup(of: host, port: port)
        if HostName.isAddress(host) {
            lookup.ask()
        } else {
            try lookup.askOnThread(until: deadline, clock)
        }
        let addresses = SocketAddress.all(in: lookup.outcome.list)
        guard addresses.isEmpty else { return addresses }
        throw lookup.failure(String(cString: gai_strerror(lookup.outcome.status)))
    }

    /// Runs the lookup without a deadline.
    private func ask() {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        outcome.status = getaddrinfo(host, String(port), &hints, &outcome.list)
    }

    /// Runs the lookup on a thread, and waits until the deadline at most.
    private func askOnThread(until deadline: Deadline, _ clock: WallClock) throws(StreamError) {
        guard deadline.remainingMilliseconds(clock) != 0 else { throw failure("no time is left to ask") }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure(systemErrorText(errno)) }
        (readEnd, writeEnd) = (ends[0], ends[1])
        // The thread keeps this object alive, even if the caller has stopped waiting.
        let question = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let status = pthread_create(&thread, nil, runLookup, question.toOpaque())
        guard status == 0 else {
            question.release()
            throw failure(systemErrorText(status))
        }
        pthread_detach(thread)
        do throws(StreamError) {
            try waitUntilReady(readEnd, for: POLLIN, by: deadline, clock, doing: "asking for its address")
        } catch {
            throw failure(error.reason)
        }
        // `read` synchronises with the thread's write; `poll` alone would not.
        var done: UInt8 = 0
        _ = read(readEnd, &done, 1)
    }

    /// The work of the thread.
    fileprivate func resolve() {
        ask()
        var done: UInt8 = 1
        _ = write(writeEnd, &done, 1)
    }

    /// An error that names the host.
    private func failure(_ reason: String) -> StreamError { StreamError(reason: "cannot resolve \(host): \(reason)") }
}

/// The thread's function; it takes over the retained lookup.
private func runLookup(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<NameLookup>.fromOpaque(context).takeRetainedValue().resolve()
    return nil
}
