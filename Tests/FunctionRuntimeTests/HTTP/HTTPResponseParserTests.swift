import Testing

@testable import FunctionRuntime

@Suite("The HTTP response parser")
struct HTTPResponseParserTests {
    /// Feeds the text in pieces of that size, then ends the connection.
    private func parse(
        _ text: String, pieces: Int = .max, limit: Int = 1000
    ) throws -> (response: HTTPResponse?, isReusable: Bool) {
        var parser = HTTPResponseParser(bodyLimit: limit)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(pieces))
            rest = rest.dropFirst(piece.count)
            if let response = try parser.take(piece) { return (response, parser.connectionIsReusable && rest.isEmpty) }
        }
        return (try parser.end(), parser.connectionIsReusable)
    }

    private static let whole: [(name: String, text: String, body: String, isReusable: Bool)] = [
        ("a length", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", true),
        ("no body", "HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n", "", true),
        ("no reason", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\nx", "x", true),
        (
            "chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2;a=\"b\"\r\nlo\r\n0\r\n\r\n",
            "hello", true
        ),
        (
            "trailers",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\nA\r\n0123456789\r\n000\r\nX: y\r\nZ: \r\n\r\n",
            "0123456789", true
        ),
        ("an interim answer", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", "x", true),
        ("an end to wait for", "HTTP/1.1 200 OK\r\n\r\nhello", "hello", false),
        ("a farewell", "HTTP/1.1 200 OK\r\nConnection: a, Close\r\nContent-Length: 1\r\n\r\nx", "x", false),
        ("HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", "x", false),
        (
            "HTTP/1.0 that stays", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx", "x", true
        ),
        ("the same length twice", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\nx", "x", true),
        ("no content", "HTTP/1.1 204 No Content\r\n\r\n", "", true),
        ("not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", "", true),
    ]

    @Test("parses a response in one piece and in pieces of any size", arguments: whole.indices, [1, 2, 3, 7, .max])
    func wholeAnswers(_ index: Int, _ pieces: Int) throws {
        let (name, text, body, isReusable) = Self.whole[index]
        let result = try parse(text, pieces: pieces)
        #expect(result.response.map { String(decoding: $0.body, as: UTF8.self) } == body, "\(name)")
        #expect(result.isReusable == isReusable, "\(name)")
    }

    @Test("rejects a response that is cut off anywhere", arguments: whole.indices)
    func cutShort(_ index: Int) throws {
        let (name, text, _, _) = Self.whole[index]
        guard name != "an end to wait for" else { return }
        for length in 0..<text.utf8.count {
            #expect(throws: HTTPParseError.self, "\(name) after \(length) bytes") {
                _ = try parse(String(decoding: text.utf8.prefix(length), as: UTF8.self))
            }
        }
    }

    @Test("returns status and headers, with names in any case")
    func head() throws {
        let response = try parse("HTTP/1.1 503 Slow Down\r\nX-A:  b c \t\r\nEmpty:\r\nContent-Length: 0\r\n\r\n")
            .response
        #expect(response?.status == 503)
        #expect(response?.header("x-a") == "b c")
        #expect(response?.header("EMPTY") == "")
        #expect(response?.header("none") == nil)
    }

    @Test(
        "rejects ambiguous responses and anything but HTTP/1.1",
        arguments: [
            "HTTP/2 200 OK\r\n\r\n", "HTTP/1.1 OK\r\n\r\n", "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 +20 OK\r\n\r\n",
            "HTTP/1.1 999 X\r\n\r\n", "HTTP/1.1\r\n\r\n", "\r\n\r\n", "<html></html>\r\n\r\n",
            "\u{15}\u{3}\u{1}\0\u{2}\r\n\r\n",
            "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n", "HTTP/1.1 200 OK\r\n: x\r\n\r\n", "HTTP/1.1 200 OK\r\nA : x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: x\r\n folded\r\n\r\n", "HTTP/1.1 200 OK\r\nA: x\u{0}y\r\n\r\n",
            "HTTP/1.1 200 OK\r\nA: x\ny\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+1\r\nx\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\nx\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\n",
        ])
    func malformed(_ text: String) {
        #expect(throws: HTTPParseError.self) { try parse(text) }
    }

    @Test(
        "stops at a body that is larger than allowed, however its length is given",
        arguments: [
            "HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n0123456789x",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nB\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n5\r\n",
        ])
    func tooLarge(_ text: String) {
        #expect(throws: HTTPParseError(reason: "its body is larger than 10 bytes")) { try parse(text, limit: 10) }
    }

    @Test("stops at an endless head, chunk line or trailers")
    func endless() {
        let header = "HTTP/1.1 200 OK\r\nA: "
        let chunk = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let filler = String(repeating: "x", count: 70_000)
        #expect(throws: HTTPParseError.self) { try parse(header + filler, pieces: 16_384) }
        #expect(throws: HTTPParseError.self) { try parse(header + filler + "\r\n\r\n") }
        #expect(throws: HTTPParseError.self) { try parse(chunk + "1;" + filler, pieces: 1000) }
        let trailers = String(repeating: "A: bcd\r\n", count: 2000)
        #expect(throws: HTTPParseError(reason: "its trailers are too long")) { try parse(chunk + "0\r\n" + trailers) }
    }

    @Test("accepts some interim responses, and stops if they do not end", arguments: [1, 1000, .max])
    func interimAnswers(_ pieces: Int) throws {
        let interim = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
        let last = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
        #expect(try parse(String(repeating: interim, count: 100) + last, pieces: pieces).response?.status == 200)
        #expect(throws: HTTPParseError(reason: "its head is larger than 64 KB")) {
            try parse(String(repeating: interim, count: 2000), pieces: pieces)
        }
    }

    @Test("rejects a response that changes to another protocol")
    func otherProtocol() {
        #expect(throws: HTTPParseError(reason: "it changes to a protocol that nobody asked for")) {
            try parse("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")
        }
    }

    @Test("accepts small chunks with extensions, and stops if there is little else")
    func chunkExtensions() throws {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        let small = String(repeating: "1;a=b\r\nx\r\n", count: 900)
        #expect(try parse(head + small + "0\r\n\r\n").response?.body.count == 900)
        for line in ["1;" + String(repeating: "x", count: 2000), String(repeating: "0", count: 2000) + "1"] {
            #expect(throws: HTTPParseError(reason: "its chunks hold too little")) {
                try parse(head + String(repeating: "\(line)\r\nx\r\n", count: 10), pieces: 1000)
            }
        }
    }

    @Test("does not keep a connection with surplus bytes")
    func leftOver() throws {
        let result = try parse("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\n\r\n")
        #expect(result.response?.body == [UInt8(ascii: "x")])
        #expect(!result.isReusable)
    }

    @Test("accepts nothing after a response")
    func behind() throws {
        var parser = HTTPResponseParser(bodyLimit: 10)
        _ = try parser.take(Array("HTTP/1.1 204 No Content\r\n\r\n".utf8))
        #expect(throws: HTTPParseError.self) { try parser.take([1]) }
    }
}
