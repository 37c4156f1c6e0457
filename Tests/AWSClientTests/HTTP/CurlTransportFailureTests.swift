import AWSClient
import Foundation
import Testing

@Suite("The curl transport without a response", .timeLimit(.minutes(1)))
struct CurlTransportFailureTests {
    let transport = CurlTransport()

    @Test("gives up on a silent server, which may have received the request")
    func silence() async throws {
        try await withLoopbackServer({ _ in .silence }) { server in
            let request = HTTPRequest(method: "GET", url: server.url(), totalTimeout: .milliseconds(200))
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.host == "127.0.0.1:\(server.port)")
            #expect(error.code == 28)
            #expect(error.mayHaveArrived)
        }
    }

    @Test("reports that nothing was sent over a refused connection")
    func refused() async throws {
        let port = try await withLoopbackServer { $0.port }
        let request = HTTPRequest(method: "POST", url: "http://127.0.0.1:\(port)/", body: Data("x".utf8))
        let error = try await transportError { _ = try await transport.send(request) }
        #expect(error.host == "127.0.0.1:\(port)")
        #expect(error.code == 7)
        #expect(!error.mayHaveArrived)
    }

    @Test("reports that nothing was sent to a host without an address")
    func unresolved() async throws {
        let request = HTTPRequest(method: "GET", url: "https://\(unresolvableHost)/")
        let error = try await transportError { _ = try await transport.send(request) }
        #expect(error.host == unresolvableHost)
        #expect(error.code == 6)
        #expect(!error.mayHaveArrived)
    }

    @Test("reports that a server that closed without a response may have received the request")
    func closed() async throws {
        try await withLoopbackServer({ _ in .sendAndClose(Data()) }) { server in
            let error = try await transportError {
                _ = try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            }
            #expect(error.code == 52)
            #expect(error.mayHaveArrived)
        }
    }

    @Test("rejects a response that is cut off")
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
        "rejects a response that is no HTTP", arguments: ["SSH-2.0-x\r\n\r\n", "HTTP/9.9 200 OK\r\n\r\n", "\r\n\r\n"])
    func garbage(answer: String) async throws {
        try await withLoopbackServer({ _ in .sendAndClose(Data(answer.utf8)) }) { server in
            let error = try await transportError {
                _ = try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            }
            #expect(error.mayHaveArrived)
        }
    }

    @Test("limits the length of the headers")
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

    @Test("limits the length of a response")
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
        "cuts off an endless response, by its length or without one",
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

    @Test("gives up on a response that stalls, when the time is up")
    func stalled() async throws {
        let half = Data("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":".utf8)
        try await withLoopbackServer({ _ in .send(half) }) { server in
            let request = HTTPRequest(method: "GET", url: server.url(), totalTimeout: .milliseconds(300))
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.code == 28)
            #expect(error.mayHaveArrived)
        }
    }

    @Test("ends the transfer when the waiting task is cancelled")
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

    @Test("sends nothing for a task that is already cancelled")
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
        "sends nothing for an invalid URL or header",
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
