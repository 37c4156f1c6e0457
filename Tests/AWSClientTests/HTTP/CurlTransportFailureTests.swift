import AWSClient
import Foundation
import Testing

@Suite("The curl transport, when no answer comes", .timeLimit(.minutes(1)))
struct CurlTransportFailureTests {
    let transport = CurlTransport()

    @Test("gives up on a silent server, which may have seen the request")
    func silence() async throws {
        try await withLoopbackServer({ _ in .silence }) { server in
            let request = HTTPRequest(method: "GET", url: server.url(), totalTimeout: .milliseconds(200))
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.host == "127.0.0.1:\(server.port)")
            #expect(error.code == 28)
            #expect(error.mayHaveArrived)
        }
    }

    @Test("says that a refused connection carried nothing")
    func refused() async throws {
        let port = try await withLoopbackServer { $0.port }
        let request = HTTPRequest(method: "POST", url: "http://127.0.0.1:\(port)/", body: Data("x".utf8))
        let error = try await transportError { _ = try await transport.send(request) }
        #expect(error.host == "127.0.0.1:\(port)")
        #expect(error.code == 7)
        #expect(!error.mayHaveArrived)
    }

    @Test("says that a host without an address saw nothing")
    func unresolved() async throws {
        let request = HTTPRequest(method: "GET", url: "https://\(unresolvableHost)/")
        let error = try await transportError { _ = try await transport.send(request) }
        #expect(error.host == unresolvableHost)
        #expect(error.code == 6)
        #expect(!error.mayHaveArrived)
    }

    @Test("says that a server which closed without an answer may have seen the request")
    func closed() async throws {
        try await withLoopbackServer({ _ in .sendAndClose(Data()) }) { server in
            let error = try await transportError {
                _ = try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            }
            #expect(error.code == 52)
            #expect(error.mayHaveArrived)
        }
    }

    @Test("takes an answer that is cut short for no answer")
    func cutShort() async throws {
        let half = Data("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".utf8)
        try await withLoopbackServer({ _ in .sendAndClose(half) }) { server in
            let error = try await transportError {
                _ = try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            }
            #expect(error.mayHaveArrived)
        }
    }

    @Test(
        "takes what is no HTTP for no answer", arguments: ["SSH-2.0-x\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\r\n\r\n"])
    func garbage(answer: String) async throws {
        try await withLoopbackServer({ _ in .sendAndClose(Data(answer.utf8)) }) { server in
            let error = try await transportError {
                _ = try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            }
            #expect(error.mayHaveArrived)
        }
    }

    @Test("takes no more of a header than is sane")
    func longHeader() async throws {
        let lines = String(repeating: "X-Filler: \(String(repeating: "x", count: 1000))\r\n", count: 270)
        let answer = Data("HTTP/1.1 200 OK\r\n\(lines)Content-Length: 0\r\n\r\n".utf8)
        try await withLoopbackServer({ _ in .send(answer) }) { server in
            let error = try await transportError {
                _ = try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            }
            #expect(error.message == "the answer's header is longer than 262144 bytes")
        }
    }

    @Test("takes no more of an answer than its limit")
    func tooLong() async throws {
        let small = CurlTransport(CurlConfiguration(largestBodyBytes: 1000))
        try await withLoopbackServer({ _ in .answer(200, [], String(repeating: "x", count: 1001)) }) { server in
            let error = try await transportError {
                _ = try await small.send(HTTPRequest(method: "GET", url: server.url()))
            }
            #expect(error.message == "the answer is longer than 1000 bytes")
            #expect(error.code == 23)
        }
    }

    @Test(
        "cuts off an answer that does not end, by its length or without one",
        arguments: [
            ("Transfer-Encoding: chunked", "1000\r\n\(String(repeating: "x", count: 4096))\r\n"),
            ("Connection: close", String(repeating: "x", count: 4096)),
            ("Content-Length: 9000000000000", String(repeating: "x", count: 4096)),
        ])
    func endless(header: String, more: String) async throws {
        let head = Data("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n".utf8)
        let small = CurlTransport(CurlConfiguration(largestBodyBytes: 100_000))
        try await withLoopbackServer({ _ in .sendForever(head, Data(more.utf8)) }) { server in
            let error = try await transportError {
                _ = try await small.send(HTTPRequest(method: "GET", url: server.url()))
            }
            #expect(error.code == 23)
            #expect(error.message == "the answer is longer than 100000 bytes")
            #expect(error.mayHaveArrived)
            await server.connectionsClosed()
        }
    }

    @Test("gives up on an answer that stops in its middle, when the time is over")
    func stalled() async throws {
        let half = Data("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":".utf8)
        try await withLoopbackServer({ _ in .send(half) }) { server in
            let request = HTTPRequest(method: "GET", url: server.url(), totalTimeout: .milliseconds(300))
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.code == 28)
            #expect(error.mayHaveArrived)
        }
    }

    @Test("ends the transfer when the task that waits is cancelled")
    func cancelled() async throws {
        try await withLoopbackServer({ _ in .silence }) { server in
            let task = Task { [transport] in
                try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            }
            await server.asked()
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            await server.connectionsClosed()
        }
    }

    @Test("sends nothing for a task that was cancelled before")
    func cancelledBefore() async throws {
        try await withLoopbackServer { server in
            let task = Task { [transport] in
                withUnsafeCurrentTask { $0?.cancel() }
                return try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            }
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(server.requests.isEmpty)
        }
    }

    @Test(
        "sends nothing for a URL or a header that cannot be sent",
        arguments: [
            HTTPRequest(method: "GET", url: "ftp://127.0.0.1/"),
            HTTPRequest(method: "GET", url: "not a url"),
            HTTPRequest(method: "GET", url: ""),
            HTTPRequest(method: "GET", url: "http://user:secret@127.0.0.1/"),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [("X-A", "1\r\nX-B: 2")]),
            HTTPRequest(method: "GET", url: "http://127.0.0.1:1/", headers: [("X-A\n", "1")]),
        ])
    func unsendable(request: HTTPRequest) async throws {
        let error = try await transportError { _ = try await transport.send(request) }
        #expect([3, 43].contains(error.code))
        #expect(!error.mayHaveArrived)
        #expect(!"\(error)".contains("secret"))
    }
}
