import Testing

@testable import CounterStack

@Suite("The head of a request")
struct RequestHeadTests {
    private func read(_ text: String) -> RequestHead { RequestHead.read(Array(text.utf8)) }

    private func status(_ text: String) -> Int? {
        if case .refused(let response) = read(text) { response.status } else { nil }
    }

    @Test("is the method, the path without a query, and the host")
    func whole() {
        #expect(
            read("GET /a.js?b=c?d HTTP/1.1\r\nAccept: x\r\nhOST: \t localhost:8080 \r\n\r\n")
                == .complete(Request(method: "GET", path: "/a.js", host: "localhost:8080")))
        #expect(
            read("HEAD / HTTP/1.0\r\nHost:h\r\nX:\r\n\r\nbody")
                == .complete(Request(method: "HEAD", path: "/", host: "h")))
    }

    @Test("is awaited byte by byte, and never read before it is complete")
    func pieces() {
        let text = "GET / HTTP/1.1\r\nHost: h\r\n\r\n"
        for count in 0..<text.utf8.count { #expect(RequestHead.read(Array(text.utf8.prefix(count))) == .incomplete) }
    }

    @Test(
        "that is not valid is refused with 400",
        arguments: [
            "\r\n", "\n", "GET /\r\n\r\n", "GET / HTTP/1.1\nHost: h\n\n", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", " GET / HTTP/1.1\r\nHost: h\r\n\r\n",
            "G(T / HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET  HTTP/1.1\r\nHost: h\r\n\r\n", "GET / http/1.1\r\nHost: h\r\n\r\n", "GET / FTP/1\r\nHost: h\r\n\r\n",
            "GET / HTTP/1.1\r\nHost : h\r\n\r\n", "GET / HTTP/1.1\r\n: h\r\n\r\n", "GET / HTTP/1.1\r\nHost\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\n folded\r\n\r\n", "GET / HTTP/1.1\r\nA\u{0}: b\r\n",
            "GET /\u{7F} HTTP/1.1\r\n",
            "GET / HTTP/1.1\rHost: h\r\n", "GET /\u{E9} HTTP/1.1\r\nHost: h\r\n\r\n", "\u{16}\u{3}\u{1}\u{0}\u{5}",
            "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
            "GET index.html HTTP/1.1\r\nHost: h\r\n\r\n", "GET http://localhost/ HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET * HTTP/1.1\r\nHost: h\r\n\r\n",
        ])
    func malformed(_ text: String) { #expect(status(text) == 400) }

    @Test("of another version is refused with 505", arguments: ["HTTP/2.0", "HTTP/0.9", "HTTP/1.10", "HTTP/"])
    func version(_ version: String) { #expect(status("GET / \(version)\r\nHost: h\r\n\r\n") == 505) }

    @Test(
        "with a method that changes something is refused with 405 and the allowed methods",
        arguments: ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get", "BREW"])
    func method(_ method: String) {
        guard case .refused(let response) = read("\(method) / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n") else {
            Issue.record("not refused")
            return
        }
        #expect(response.status == 405 && response.headers.contains(Header("Allow", "GET, HEAD")))
    }

    @Test("that is longer than any browser's is refused with 431, complete or not")
    func tooLong() {
        let start = "GET / HTTP/1.1\r\nHost: h\r\nX: "
        let fill = String(repeating: "x", count: RequestHead.maximumBytes - start.utf8.count - 4)
        #expect(read(start + fill + "\r\n\r\n") == .complete(Request(method: "GET", path: "/", host: "h")))
        #expect(read(start + fill + "xxx") == .incomplete)
        #expect(status(start + fill + "xxxx") == 431)
        #expect(status(start + fill + "x\r\n\r\n") == 431)
        #expect(status("GET /" + String(repeating: "a", count: 20_000)) == 431)
    }

    @Test("ends at its empty line, whatever comes after it")
    func body() {
        let text = "GET / HTTP/1.1\r\nHost: h\r\n\r\n" + String(repeating: "b", count: 20_000)
        #expect(read(text) == .complete(Request(method: "GET", path: "/", host: "h")))
    }

    @Test("never traps on any bytes")
    func noise() {
        var seed: UInt64 = 42
        let alphabet = Array("GET / HTTP/1.1\r\n:Host\u{0}\t\u{FF}".utf8)
        for _ in 0..<3_000 {
            var bytes: [UInt8] = []
            for _ in 0..<40 {
                seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(alphabet[Int((seed >> 33) % UInt64(alphabet.count))])
            }
            if case .complete(let request) = RequestHead.read(bytes) { #expect(request.path.hasPrefix("/")) }
        }
    }
}

@Suite("An answer")
struct ResponseTests {
    @Test("is a status line, its headers, its length, and the body, which HEAD leaves out")
    func bytes() {
        let response = Response(status: 200, headers: [Header("A", "b")], body: Array("höh".utf8))
        let head = "HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 4\r\nConnection: close\r\n\r\n"
        #expect(String(decoding: response.bytes(omittingBody: false), as: UTF8.self) == head + "höh")
        #expect(String(decoding: response.bytes(omittingBody: true), as: UTF8.self) == head)
    }
}
