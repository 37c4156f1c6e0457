import Foundation

/// A web server for this machine's own browser: GET and HEAD, one request per connection, only on loopback addresses.
///
/// It is written on the system's sockets, since the toolchain has no HTTP server and this package uses no other
/// packages. It is not for a network: no TLS, no keep-alive, no bodies. One thread serves all connections. None can
/// delay the others: each has a timeout, and their number is limited.
final class LoopbackServer: Sendable {
    /// Answers a request; called on the server's thread.
    typealias Answer = @Sendable (Request) -> Response

    /// The port it listens at.
    let port: UInt16
    private let listeners: [Descriptor]
    private let stopping: (reading: Descriptor, writing: Descriptor)
    private let timeouts: Connection.Timeouts
    private let maximumConnections: Int
    private let answer: Answer

    /// Listens at the port, on both loopback addresses; requests wait until ``serve()``.
    ///
    /// - Parameter port: 0 takes any free one.
    /// - Throws: ``SystemError``, most often because another program has the port.
    init(
        port: UInt16, timeouts: Connection.Timeouts = .init(), maximumConnections: Int = 128, answer: @escaping Answer
    ) throws(SystemError) {
        listeners = try Self.listen(port)
        self.port = try SocketCalls.port(of: listeners[0])
        stopping = try Descriptor.pipe()
        self.timeouts = timeouts
        self.maximumConnections = maximumConnections
        self.answer = answer
    }

    private static func listen(_ port: UInt16) throws(SystemError) -> [Descriptor] {
        var attempts = port == 0 ? 10 : 1
        while true {
            let four = try SocketCalls.listen(.four, port: port)
            do {
                return [four, try SocketCalls.listen(.six, port: try SocketCalls.port(of: four))]
            } catch {
                if error.isMissing { return [four] }
                attempts -= 1
                // A port that is free at one address may be in use at the other.
                guard error.isInUse, attempts > 0 else { throw error }
            }
        }
    }

    /// Serves until ``stop()`` is called or the task is cancelled; may be called only once.
    func serve() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // It blocks in system calls, so it has its own thread.
                Thread.detachNewThread {
                    self.loop()
                    continuation.resume()
                }
            }
        } onCancel: {
            stop()
        }
    }

    /// Ends the serving, and every connection with it.
    func stop() { stopping.writing.signal() }

    private func loop() {
        var connections: [Connection] = []
        var restsUntil: ContinuousClock.Instant?
        while true {
            let isOpen = restsUntil == nil && connections.count < maximumConnections
            let fixed = [stopping.reading] + (isOpen ? listeners : [])
            let ready = SocketCalls.wait(
                for: fixed.map { SocketCalls.Interest(descriptor: $0, isForWriting: false) }
                    + connections.map(\.interest),
                milliseconds: Self.milliseconds(until: connections.map(\.deadline) + [restsUntil].compactMap(\.self)))
            if ready[0] { return }
            let now = ContinuousClock.now
            if let end = restsUntil, end <= now { restsUntil = nil }
            connections = zip(connections, ready.dropFirst(fixed.count)).compactMap { connection, isReady in
                advanced(connection, isReady: isReady, now)
            }
            for (listener, isReady) in zip(fixed, ready).dropFirst() where isReady {
                // If the system has no room for a connection, the listener would report it over and over.
                if !accept(from: listener, into: &connections, now) { restsUntil = now + .milliseconds(100) }
            }
        }
    }

    /// The connection after its next step; nil if it is over, which closes it.
    private func advanced(_ connection: Connection, isReady: Bool, _ now: ContinuousClock.Instant) -> Connection? {
        var connection = connection
        // Check the timeout first: a client that never stops sending is always ready.
        if connection.deadline <= now { return connection.expire(now: now) ? connection : nil }
        guard isReady else { return connection }
        return connection.proceed(now: now, answer: answer) ? connection : nil
    }

    /// Accepts waiting connections, up to the limit; false if the system has no room for more.
    private func accept(
        from listener: Descriptor, into connections: inout [Connection], _ now: ContinuousClock.Instant
    ) -> Bool {
        while connections.count < maximumConnections {
            switch SocketCalls.accept(from: listener) {
            case .connection(let descriptor):
                connections.append(Connection(descriptor, timeouts: timeouts, now: now))
            case .nobody: return true
            case .exhausted: return false
            }
        }
        return true
    }

    /// The time until the first instant, at least 1 so that the loop never spins; -1, for ever, if there is none.
    private static func milliseconds(until instants: [ContinuousClock.Instant]) -> Int32 {
        guard let first = instants.min() else { return -1 }
        let rest = ContinuousClock.now.duration(to: first).components
        return Int32(min(max(rest.seconds * 1_000 + rest.attoseconds / 1_000_000_000_000_000 + 1, 1), 60_000))
    }
}
