import Foundation
import Synchronization
import Testing

@testable import CounterStack

@Suite("The server on loopback", .timeLimit(.minutes(2)))
struct LoopbackServerTests {
    /// Longer than any machine needs: a test that is not about time must not depend on when its threads run.
    private static let unhurried = Connection.Timeouts(request: .seconds(60), answer: .seconds(60), end: .seconds(60))

    /// Serves while `body` runs, with a page that names its path.
    private func serving<T: Sendable>(
        timeouts: Connection.Timeouts = Self.unhurried, maximumConnections: Int = 128,
        answer: @escaping LoopbackServer.Answer = { .plain(200, "This is \($0.path) of \($0.host).") },
        _ body: @escaping @Sendable (UInt16) throws -> T
    ) async throws -> T {
        let server = try LoopbackServer(
            port: 0, timeouts: timeouts, maximumConnections: maximumConnections, answer: answer)
        let task = Task { await server.serve() }
        defer { server.stop() }
        let port = server.port
        let result = try await onThread { try body(port) }
        server.stop()
        await task.value
        return result
    }

    @Test("answers one request, and closes the connection")
    func one() async throws {
        let answer = try await serving { port in
            let client = try LoopbackClient(port: port)
            client.send(
                "GET /a HTTP/1.1\r\nHost: h\r\nConnection: keep-alive\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n")
            return try client.receive()
        }
        #expect(answer.status == 200 && answer.body == "This is /a of h.\n")
        #expect(answer.headers["connection"] == "close" && answer.headers["content-length"] == "17")
    }

    @Test("answers HEAD with only the headers")
    func head() async throws {
        let answer = try await serving { try LoopbackClient.get("/", port: $0, method: "HEAD") }
        #expect(answer.status == 200 && answer.body.isEmpty)
        #expect(answer.headers["content-length"] == "24")
    }

    @Test("reads a request that comes in pieces")
    func pieces() async throws {
        let answer = try await serving { port in
            let client = try LoopbackClient(port: port)
            for byte in "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n".utf8 { client.send([byte]) }
            return try client.receive()
        }
        #expect(answer.body == "This is /slow of h.\n")
    }

    @Test("sends a whole answer that is larger than any buffer, also to a client that reads late")
    func large() async throws {
        let page = [UInt8](repeating: 65, count: 8 << 20)
        let answers = try await serving(answer: { _ in Response(status: 200, headers: [], body: page) }) { port in
            let clients = try (0..<3).map { _ in try LoopbackClient(port: port) }
            for client in clients { client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n") }
            return try clients.reversed().map { try $0.receive() }
        }
        #expect(answers.allSatisfy { $0.body.utf8.count == page.count })
    }

    @Test("answers a client that sends too much with the reason, although it did not read everything")
    func tooMuch() async throws {
        let answer = try await serving { port in
            let client = try LoopbackClient(port: port)
            client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n")
            client.send([UInt8](repeating: 66, count: 1_000_000))
            return try client.receive()
        }
        #expect(answer.status == 405)
    }

    @Test("refuses what is not HTTP", arguments: ["\u{16}\u{3}\u{1}\u{2}", "hello\n", "GET / HTTP/1.1\n\n"])
    func garbage(_ text: String) async throws {
        let answer = try await serving { port in
            let client = try LoopbackClient(port: port)
            client.send(text)
            return try client.receive()
        }
        #expect(answer.status == 400)
    }

    @Test("ends a request that takes too long: with 408 if it was begun, without an answer if it was not")
    func slow() async throws {
        let timeouts = Connection.Timeouts(request: .milliseconds(100))
        let (begun, silent) = try await serving(timeouts: timeouts) { port in
            let (begun, silent) = (try LoopbackClient(port: port), try LoopbackClient(port: port))
            begun.send("GET / HT")
            return (try begun.receive(), try silent.receive())
        }
        #expect(begun.status == 408)
        #expect(silent.isEmpty)
    }

    @Test("ends the connection of a client that goes on sending for ever after the answer")
    func endless() async throws {
        let timeouts = Connection.Timeouts(end: .milliseconds(100))
        try await serving(timeouts: timeouts) { port in
            let client = try LoopbackClient(port: port)
            client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n")
            let answer = try client.receive()
            #expect(answer.status == 200)
            while client.send([UInt8](repeating: 67, count: 1_024)) {}
        }
    }

    @Test("is not delayed by silent and slow clients: others are served meanwhile")
    func notHeldUp() async throws {
        let answers = try await serving { port in
            let silent = try (0..<20).map { _ in try LoopbackClient(port: port) }
            let slow = try (0..<20).map { _ in try LoopbackClient(port: port) }
            for client in slow { client.send("GET /late HTTP/1.1\r\n") }
            let others = try (0..<20).map { try LoopbackClient.get("/\($0)", port: port) }
            for client in slow { client.send("Host: h\r\n\r\n") }
            defer { withExtendedLifetime(silent) {} }
            return try others + slow.map { try $0.receive() }
        }
        #expect(answers.count == 40 && answers.allSatisfy { $0.status == 200 })
    }

    @Test("serves as many clients at once as it has room for, and the others after them")
    func crowd() async throws {
        let timeouts = Connection.Timeouts(request: .milliseconds(300))
        let (first, late) = try await serving(timeouts: timeouts, maximumConnections: 4) { port in
            let silent = try (0..<4).map { _ in try LoopbackClient(port: port) }
            let late = try LoopbackClient(port: port)
            late.send("GET /late HTTP/1.1\r\nHost: h\r\n\r\n")
            return (try silent.map { try $0.receive() }, try late.receive())
        }
        #expect(first.allSatisfy { $0.isEmpty })
        #expect(late.body == "This is /late of h.\n")
    }

    @Test("answers many clients at once")
    func many() async throws {
        let answers = try await serving { port in
            let clients = try (0..<100).map { _ in try LoopbackClient(port: port) }
            for (number, client) in clients.enumerated() { client.send("GET /\(number) HTTP/1.1\r\nHost: h\r\n\r\n") }
            return try clients.map { try $0.receive().body }
        }
        #expect(answers == (0..<100).map { "This is /\($0) of h.\n" })
    }

    @Test("survives clients that disconnect at any moment")
    func vanishing() async throws {
        let page = [UInt8](repeating: 65, count: 4 << 20)
        let last = try await serving(answer: { _ in Response(status: 200, headers: [], body: page) }) { port in
            for text in ["", "GET", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", "\u{0}"] {
                for _ in 0..<5 { try LoopbackClient(port: port).send(text) }
            }
            let half = try LoopbackClient(port: port)
            half.send("GET / HTTP/1.1\r\n")
            half.endSending()
            let nothing = try half.receive()
            #expect(nothing.isEmpty)
            return try LoopbackClient.get("/", port: port)
        }
        #expect(last.status == 200)
    }

    @Test("says that a port is in use, and takes it as soon as it is free again")
    func inUse() async throws {
        var first: LoopbackServer? = try LoopbackServer(port: 0) { _ in .plain(200, "one") }
        let port = try #require(first?.port)
        let error = #expect(throws: SystemError.self) { () throws -> Void in
            _ = try LoopbackServer(port: port) { _ in .plain(200, "two") }
        }
        #expect(error?.isInUse == true)
        let task = Task { [first] in await first?.serve() }
        let answer = try await onThread { try LoopbackClient.get("/", port: port) }
        #expect(answer.body == "one\n")
        first?.stop()
        await task.value
        first = nil
        _ = try LoopbackServer(port: port) { _ in .plain(200, "two") }
    }

    @Test("ends with the task that serves, and at once if it was stopped before it began")
    func ending() async throws {
        let server = try LoopbackServer(port: 0) { _ in .plain(200, "") }
        let task = Task { await server.serve() }
        let waiting = try LoopbackClient(port: server.port)
        task.cancel()
        await task.value
        _ = waiting
        let other = try LoopbackServer(port: 0) { _ in .plain(200, "") }
        other.stop()
        other.stop()
        await other.serve()
    }
}
