import Dispatch
import Testing

@testable import CounterFunction

@Suite("A connection over a real socket")
struct SocketTests {
    private let clock = Clock.system

    private func client(_ port: UInt16, host: String = "127.0.0.1") -> HTTPClient {
        let endpoint = Endpoint(scheme: .http, host: host, port: port)
        return HTTPClient(host: endpoint.hostHeader, bodyLimit: 10_000_000, clock: clock) {
            [clock] deadline throws(StreamError) in
            try Assembly.connect(to: endpoint, tls: nil, by: deadline, clock: clock)
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

    @Test("notices before use that the server has ended it")
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

    @Test("is refused where nobody listens, and nothing was sent")
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

    @Test("is given up at its deadline when the server says nothing")
    func silentServer() throws {
        let server = try LocalServer { connection in
            // The client ends the connection when its time is over.
            while connection.readRequest() != nil {}
        }
        defer { server.stop() }
        #expect(throws: HTTPFailure.mayHaveArrived("time ran out while waiting for the answer")) {
            try client(server.port).send(get, by: clock.deadline(inMilliseconds: 50))
        }
    }

    @Test("is not made to a name for which there is no time left to ask")
    func noTimeToAsk() {
        #expect(throws: HTTPFailure.notSent("cannot resolve a.invalid: no time is left to ask")) {
            try client(80, host: "a.invalid").send(get, by: Deadline(unixMilliseconds: 0))
        }
    }

    @Test("is not made for a name that does not exist")
    func unknownName() {
        #expect(throws: HTTPFailure.self) {
            try client(80, host: "name with spaces").send(get, by: clock.deadline(inMilliseconds: 5000))
        }
    }
}

@Suite("A host name")
struct HostNameTests {
    @Test(
        "is known to be this machine",
        arguments: ["localhost", "a.localhost", "a.b.localhost", "127.0.0.1", "127.255.0.9", "::1", "0:0:0:0:0:0:0:1"])
    func thisMachine(_ host: String) {
        #expect(HostName.isThisMachine(host))
    }

    @Test(
        "is not taken for this machine",
        arguments: [
            "", "localhost.", "localhost.example.com", "xlocalhost", "127.1", "127.0.0.1.example.com", "128.0.0.1",
            "0.0.0.0",
            "::", "::2", "::ffff:127.0.0.1", "10.0.0.1", "example.com", "0177.0.0.1", "2130706433",
        ])
    func otherMachine(_ host: String) {
        #expect(!HostName.isThisMachine(host))
    }

    @Test("is told from an address")
    func addresses() {
        #expect(HostName.isAddress("10.0.0.1"))
        #expect(HostName.isAddress("2001:db8::1"))
        #expect(!HostName.isAddress("10.0.0"))
        #expect(!HostName.isAddress("example.com"))
    }
}

@Suite("A deadline")
struct DeadlineTests {
    @Test("has no less than nothing left")
    func remaining() {
        let time = TestClock(1000)
        #expect(Deadline(unixMilliseconds: 1500).remainingMilliseconds(time.clock) == 500)
        #expect(Deadline(unixMilliseconds: 500).remainingMilliseconds(time.clock) == 0)
        #expect(Deadline(unixMilliseconds: .min).remainingMilliseconds(time.clock) == 0)
        #expect(Deadline.never.remainingMilliseconds(time.clock) == nil)
    }

    @Test("gives way to a sooner one")
    func sooner() {
        let early = Deadline(unixMilliseconds: 1)
        let late = Deadline(unixMilliseconds: 2)
        #expect(early.orSooner(late) == early)
        #expect(late.orSooner(early) == early)
        #expect(late.orSooner(.never) == late)
        #expect(Deadline.never.orSooner(late) == late)
    }
}
