import Dispatch
import FunctionTestSupport
import Glibc
import Testing

@testable import FunctionRuntime

@Suite("A connection over a real socket")
struct SocketTests {
    private let clock = WallClock.system

    private func client(_ port: UInt16, host: String = "127.0.0.1") -> HTTPClient {
        let endpoint = Endpoint(scheme: .http, host: host, port: port)
        return HTTPClient(host: endpoint.hostHeader, bodyLimit: 10_000_000, clock: clock) {
            [clock] deadline throws(StreamError) in
            try endpoint.connect(tls: nil, by: deadline, clock: clock)
        }
    }

    private let get = HTTPRequest(method: "GET", target: "/")

    @Test("carries several exchanges", arguments: ["127.0.0.1", "localhost", "any.name.localhost"])
    func exchanges(_ host: String) throws {
        let server = try LocalServer { connection in
            while let request = connection.readRequest() { connection.answer(String(request.utf8.count)) }
        }
        defer { server.stop() }
        let client = client(server.port, host: host)
        for _ in 0..<3 { #expect(try client.send(get, by: clock.deadline(inMilliseconds: 5000)).status == 200) }
        #expect(server.connectionCount == 1)
    }

    @Test("carries megabytes in both directions")
    func megabytes() throws {
        let text = String(repeating: "0123456789", count: 500_000)
        let server = try LocalServer { connection in
            while let request = connection.readRequest() { connection.answer(String(request.suffix(5_000_000))) }
        }
        defer { server.stop() }
        let request = HTTPRequest(method: "POST", target: "/", body: Array(text.utf8))
        let response = try client(server.port).send(request, by: clock.deadline(inMilliseconds: 30_000))
        #expect(response.body == request.body)
    }

    @Test("detects before use that the server has closed it")
    func dropped() throws {
        let ended = DispatchSemaphore(value: 0)
        let server = try LocalServer { connection in
            _ = connection.readRequest()
            connection.answer("x")
            connection.end()
            ended.signal()
        }
        defer { server.stop() }
        let client = client(server.port)
        for _ in 0..<3 {
            #expect(try client.send(get, by: clock.deadline(inMilliseconds: 5000)).status == 200)
            ended.wait()
        }
        #expect(server.connectionCount == 3)
    }

    @Test("is refused if nobody listens, and nothing was sent")
    func refused() throws {
        let server = try LocalServer { _ in }
        server.stop()
        do throws(HTTPFailure) {
            _ = try client(server.port).send(get, by: clock.deadline(inMilliseconds: 5000))
            Issue.record("somebody answered")
        } catch {
            #expect(error == .notSent("cannot connect to 127.0.0.1 port \(server.port): Connection refused"))
        }
    }

    @Test("is given up at its deadline if the server sends nothing")
    func silentServer() throws {
        let server = try LocalServer { connection in
            // The client closes the connection when its time is up.
            while connection.readRequest() != nil {}
        }
        defer { server.stop() }
        #expect(throws: HTTPFailure.mayHaveArrived("time ran out while waiting for the answer")) {
            try client(server.port).send(get, by: clock.deadline(inMilliseconds: 50))
        }
    }

    @Test("is not opened to a name if there is no time for the lookup")
    func noTimeToAsk() {
        #expect(throws: StreamError(reason: "cannot resolve a.invalid: no time is left to ask")) {
            try Socket.connect(to: "a.invalid", port: 80, by: Deadline(unixMilliseconds: 0), clock: clock)
        }
    }

    @Test("is not opened to an address after the deadline")
    func noTimeToConnect() throws {
        let server = try LocalServer { _ in }
        defer { server.stop() }
        let reason = "cannot connect to 127.0.0.1 port \(server.port): time ran out while connecting"
        #expect(throws: StreamError(reason: reason)) {
            try Socket.connect(to: "127.0.0.1", port: server.port, by: Deadline(unixMilliseconds: 0), clock: clock)
        }
    }

    @Test("is waited for until the deadline only, even if it is ready")
    func readyTooLate() throws {
        let server = try LocalServer { connection in while connection.readRequest() != nil {} }
        defer { server.stop() }
        let socket = try Socket.connect(
            to: "127.0.0.1", port: server.port, by: clock.deadline(inMilliseconds: 5000), clock: clock)
        try socket.wait(for: Int32(POLLOUT), by: clock.deadline(inMilliseconds: 5000), doing: "sending")
        #expect(throws: StreamError(reason: "time ran out while sending")) {
            try socket.wait(for: Int32(POLLOUT), by: Deadline(unixMilliseconds: .min), doing: "sending")
        }
    }

    @Test("is not opened for a name that does not exist")
    func unknownName() {
        #expect(throws: HTTPFailure.self) {
            try client(80, host: "name with spaces").send(get, by: clock.deadline(inMilliseconds: 5000))
        }
    }
}
