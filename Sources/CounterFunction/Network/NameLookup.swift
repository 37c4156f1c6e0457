import COpenSSL
import Glibc

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

/// One question to the resolver, asked on a thread of its own so that waiting for it can end at a deadline.
///
/// `getaddrinfo` knows no deadline, and its own time-outs add up to more than an invocation has.
final class NameLookup {
    /// The name asked for.
    private let host: String
    /// Put into each address found.
    private let port: UInt16
    /// Written by the thread before it says through the pipe that it is done.
    private var outcome: (status: Int32, list: UnsafeMutablePointer<addrinfo>?) = (EAI_SYSTEM, nil)
    /// Where the one who waits hears of the answer.
    private var readEnd: Int32 = -1
    /// Where the thread tells of it.
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
        of host: String, port: UInt16, by deadline: Deadline, clock: Clock
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

    /// Asks, and waits as long as the resolver likes.
    private func ask() {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_NUMERICSERV
        outcome.status = getaddrinfo(host, String(port), &hints, &outcome.list)
    }

    /// Asks on a thread, and waits for it no longer than until the deadline.
    private func askOnThread(until deadline: Deadline, _ clock: Clock) throws(StreamError) {
        guard deadline.remainingMilliseconds(clock) != 0 else { throw failure("no time is left to ask") }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure(systemErrorText(errno)) }
        (readEnd, writeEnd) = (ends[0], ends[1])
        // The thread keeps the question alive, also when nobody waits for its answer any more.
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
        // Reading, and not the sight of something to read, is what orders the thread's writing before what follows.
        var done: UInt8 = 0
        _ = read(readEnd, &done, 1)
    }

    /// What the thread does.
    fileprivate func resolve() {
        ask()
        var done: UInt8 = 1
        _ = write(writeEnd, &done, 1)
    }

    /// An error that names the host.
    private func failure(_ reason: String) -> StreamError { StreamError(reason: "cannot resolve \(host): \(reason)") }
}

/// A thread's function: takes the question over from the one who started it.
private func runLookup(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<NameLookup>.fromOpaque(context).takeRetainedValue().resolve()
    return nil
}
