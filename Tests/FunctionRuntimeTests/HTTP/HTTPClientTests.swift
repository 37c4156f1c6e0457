import FunctionTestSupport
import Testing

@testable import FunctionRuntime

@Suite("The HTTP client")
struct HTTPClientTests {
    private let time = TestClock()
    private let answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    /// A client with these connections, in turn.
    private func client(_ streams: [ScriptedStream]) -> HTTPClient {
        var rest = streams
        return HTTPClient(host: "h:1", bodyLimit: 100, clock: time.clock) { _ throws(StreamError) in
            guard !rest.isEmpty else { throw StreamError(reason: "Connection refused") }
            return rest.removeFirst()
        }
    }

    private func post(_ client: HTTPClient) throws(HTTPFailure) -> HTTPResponse {
        try client.send(HTTPRequest(method: "POST", target: "/a?b", body: Array("body".utf8)), by: .never)
    }

    @Test("writes the request with host and length, and no length for GET")
    func requestBytes() throws {
        let stream = ScriptedStream([.bytes(answer), .bytes(answer)])
        let client = client([stream])
        _ = try client.send(
            HTTPRequest(
                method: "POST", target: "/a?b", headers: [HTTPHeader(name: "X", value: "y")], body: Array("body".utf8)),
            by: .never)
        #expect(stream.writtenText == "POST /a?b HTTP/1.1\r\nHost: h:1\r\nX: y\r\nContent-Length: 4\r\n\r\nbody")
        _ = try client.send(HTTPRequest(method: "GET", target: "/"), by: .never)
        #expect(stream.writtenText.hasSuffix("bodyGET / HTTP/1.1\r\nHost: h:1\r\n\r\n"))
    }

    @Test("keeps its connection between requests")
    func keepsConnection() throws {
        let client = client([
            ScriptedStream([.bytes("HTTP/1.1 20"), .bytes(String(answer.dropFirst(11))), .bytes(answer)])
        ])
        #expect(try post(client).status == 200)
        time.advance(30_000)
        #expect(try post(client).status == 200)
    }

    @Test("uses the connection that was opened ahead")
    func connectsAhead() throws {
        let stream = ScriptedStream([.bytes(answer)])
        let client = client([stream])
        try client.connect(by: .never)
        try client.connect(by: .never)
        #expect(try post(client).status == 200)
        #expect(!stream.isClosed)
    }

    @Test("detects a connection that the server dropped before using it, and opens a new one")
    func droppedConnection() throws {
        let dropped = ScriptedStream([.bytes(answer)])
        let client = client([dropped, ScriptedStream([.bytes(answer)])])
        _ = try post(client)
        let before = dropped.written.count
        dropped.idle = false
        #expect(try post(client).status == 200)
        #expect(dropped.isClosed)
        #expect(dropped.written.count == before)
    }

    @Test("does not reuse a connection that was idle for long, or one from the future", arguments: [30_001, -1])
    func oldConnection(_ milliseconds: Int64) throws {
        let old = ScriptedStream([.bytes(answer)])
        let client = client([old, ScriptedStream([.bytes(answer)])])
        _ = try post(client)
        time.advance(milliseconds)
        #expect(try post(client).status == 200)
        #expect(old.isClosed)
    }

    @Test("closes a connection that the server ends")
    func farewell() throws {
        let first = ScriptedStream([.bytes("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")])
        let client = client([first, ScriptedStream([.bytes(answer)])])
        _ = try post(client)
        #expect(first.isClosed)
        #expect(try post(client).status == 200)
    }

    @Test("reports that nothing was sent if it cannot connect")
    func cannotConnect() {
        #expect(throws: HTTPFailure.notSent("Connection refused")) { try post(client([])) }
    }

    @Test("reports that nothing was sent if no byte was accepted")
    func nothingWritten() {
        let stream = ScriptedStream([], writeLimit: 0)
        #expect(throws: HTTPFailure.notSent("Broken pipe")) { try post(client([stream])) }
        #expect(stream.isClosed)
    }

    @Test("reports that the request may have arrived once a byte was accepted", arguments: [1, 20, 50])
    func partlyWritten(_ limit: Int) {
        #expect(throws: HTTPFailure.mayHaveArrived("Broken pipe")) {
            try post(client([ScriptedStream([], writeLimit: limit)]))
        }
    }

    @Test("reports that the request may have arrived if no complete response comes")
    func answerLost() {
        let scripts: [[ScriptedStream.Reading]] = [
            [.end], [.failure("reset")], [.bytes("HTTP/1.1 200 OK\r\n"), .end],
            [.bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab"), .failure("time ran out")],
            [.bytes("garbage\r\n\r\n")],
            [.bytes("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n")],
        ]
        for script in scripts {
            let stream = ScriptedStream(script)
            do throws(HTTPFailure) {
                _ = try post(client([stream]))
                Issue.record("an answer came from \(script)")
            } catch {
                guard case .mayHaveArrived = error else {
                    Issue.record("\(error)")
                    continue
                }
            }
            #expect(stream.isClosed)
        }
    }
}
