import AWSClient
import Foundation
import Testing

@Suite("The curl transport", .timeLimit(.minutes(1)))
struct CurlTransportTests {
    let transport = CurlTransport()

    @Test("sends many requests one after the other over one connection")
    func reuse() async throws {
        try await withLoopbackServer { server in
            for number in 1...20 {
                let response = try await transport.send(HTTPRequest(method: "GET", url: server.url("/\(number)")))
                #expect(response.status == 200)
            }
            #expect(server.requests.map(\.line) == (1...20).map { "GET /\($0) HTTP/1.1" })
            #expect(server.connectionCount == 1)
        }
    }

    @Test("opens a new connection if the server closed the old one")
    func stale() async throws {
        let answer = Data("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".utf8)
        try await withLoopbackServer({ _ in .sendAndClose(answer) }) { server in
            for _ in 1...3 {
                let response = try await transport.send(HTTPRequest(method: "POST", url: server.url()))
                #expect(response.body == Data("ok".utf8))
                await server.connectionsClosed()
            }
            #expect(server.connectionCount == 3)
        }
    }

    @Test("sends a batch in parallel, and the next batch over the same connections")
    func waves() async throws {
        let size = 8
        let meeting = Meeting(of: size)
        // No request is answered before the whole batch has come.
        let together: @Sendable (LoopbackServer.Request) -> LoopbackServer.Reaction = { request in
            meeting.wait() ? .answer(200, [], request.line) : .answer(500)
        }
        try await withLoopbackServer(together) { server in
            for wave in 1...3 {
                let answers = try await withThrowingTaskGroup(of: (Int, String).self) { group in
                    for number in 1...size {
                        group.addTask { [transport] in
                            let request = HTTPRequest(method: "GET", url: server.url("/\(wave)/\(number)"))
                            return (number, String(decoding: try await transport.send(request).body, as: UTF8.self))
                        }
                    }
                    return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
                }
                let expected = (1...size).map { ($0, "GET /\(wave)/\($0) HTTP/1.1") }
                #expect(answers == Dictionary(uniqueKeysWithValues: expected))
                #expect(server.connectionCount == size)
            }
        }
    }

    @Test("sends the given headers, its own user agent, and nothing else")
    func headers() async throws {
        try await withLoopbackServer { server in
            let request = HTTPRequest(
                method: "POST", url: server.url("/a%2Fb/../c?x=%20&y"),
                headers: [("Host", "named.example"), ("X-Empty", ""), ("X-Two", "1"), ("X-Two", "2")],
                body: Data("hello".utf8))
            _ = try await transport.send(request)
            let seen = try #require(server.requests.first)
            #expect(seen.line == "POST /a%2Fb/../c?x=%20&y HTTP/1.1")
            #expect(
                seen.headers.map { "\($0.name): \($0.value)" } == [
                    "Host: named.example", "User-Agent: counter/0.1.0", "X-Empty: ", "X-Two: 1", "X-Two: 2",
                    "Content-Length: 5",
                ])
            #expect(seen.body == Data("hello".utf8))
        }
    }

    @Test(
        "sends a content length for an empty POST and PUT, and none with GET and DELETE",
        arguments: [
            ("POST", "0"), ("PUT", "0"), ("GET", nil), ("DELETE", nil),
        ])
    func emptyBodies(method: String, length: String?) async throws {
        try await withLoopbackServer { server in
            _ = try await transport.send(HTTPRequest(method: method, url: server.url()))
            let seen = try #require(server.requests.first)
            #expect(seen.line == "\(method) / HTTP/1.1")
            #expect(seen.header("content-length") == length)
            #expect(seen.header("content-type") == nil)
        }
    }

    @Test("transfers bodies of several megabytes unchanged, without asking to continue first")
    func bigBodies() async throws {
        let body = Data((0..<(5 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) })
        let echo: @Sendable (LoopbackServer.Request) -> LoopbackServer.Reaction = { request in
            .send(Data("HTTP/1.1 200 OK\r\nContent-Length: \(request.body.count)\r\n\r\n".utf8) + request.body)
        }
        try await withLoopbackServer(echo) { server in
            let response = try await transport.send(HTTPRequest(method: "PUT", url: server.url(), body: body))
            #expect(response.body == body)
            #expect(server.requests.first?.header("expect") == nil)
        }
    }

    @Test("returns headers in order and in any case, without those of an interim response")
    func responseHeaders() async throws {
        let raw =
            "HTTP/1.1 103 Early\r\nX-Early: 1\r\n\r\nHTTP/1.1 404 Gone\r\nX-A: 1\r\nx-amzn-RequestId:  id \r\nContent-Length: 2\r\n\r\nno"
        try await withLoopbackServer({ _ in .send(Data(raw.utf8)) }) { server in
            let response = try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            #expect(response.status == 404)
            #expect(response.headers.map(\.name) == ["X-A", "x-amzn-RequestId", "Content-Length"])
            #expect(response.header("X-AMZN-REQUESTID") == "id")
            #expect(response.body == Data("no".utf8))
        }
    }

    @Test("returns a redirect unchanged")
    func redirect() async throws {
        try await withLoopbackServer({ _ in .answer(302, ["Location: http://127.0.0.1:1/"]) }) { server in
            let response = try await transport.send(HTTPRequest(method: "GET", url: server.url()))
            #expect(response.status == 302)
            #expect(server.requests.count == 1)
        }
    }

    @Test("reaches any name below localhost")
    func belowLocalhost() async throws {
        try await withLoopbackServer { server in
            let url = "http://abc.lambda-url.eu-west-1.localhost:\(server.port)/"
            let response = try await transport.send(HTTPRequest(method: "GET", url: url))
            #expect(response.status == 200)
            #expect(server.requests.first?.header("host") == "abc.lambda-url.eu-west-1.localhost:\(server.port)")
        }
    }

    @Test("shows no header in a request's description")
    func secrets() {
        let request = HTTPRequest(method: "GET", url: "http://h/", headers: [("X-Amz-Security-Token", "hush")])
        var dumped = ""
        dump(request, to: &dumped)
        #expect(!"\(request) \(String(reflecting: request)) \(dumped)".contains("hush"))
    }

    @Test("closes its connections when its last reference is released")
    func end() async throws {
        try await withLoopbackServer { server in
            do {
                let short = CurlTransport()
                _ = try await short.send(HTTPRequest(method: "GET", url: server.url()))
            }
            await server.connectionsClosed()
            #expect(server.connectionCount == 1)
        }
    }
}
