/// A response's status line and headers (RFC 9112 §4 and §5).
struct HTTPResponseHead {
    /// The status code, such as 200.
    let status: Int
    /// `HTTP/1.1` or `HTTP/1.0`.
    let version: String
    /// In the order received.
    let headers: [HTTPHeader]

    /// The number of bytes up to and including the empty line; nil if that line has not come yet.
    ///
    /// - Parameter searched: the number of bytes that were searched before.
    static func length(in bytes: [UInt8], searched: Int) -> Int? {
        guard bytes.count >= 4 else { return nil }
        let end: [UInt8] = [13, 10, 13, 10]
        for start in max(0, searched - 3)..<(bytes.count - 3)
        where bytes[start] == 13 && bytes[start..<start + 4].elementsEqual(end) {
            return start + 4
        }
        return nil
    }

    /// A head from its parts.
    init(status: Int, version: String, headers: [HTTPHeader]) {
        self.status = status
        self.version = version
        self.headers = headers
    }

    /// Parses a head that ends with its empty line.
    init(parsing bytes: ArraySlice<UInt8>) throws(HTTPParseError) {
        var lines = Self.lines(of: bytes.dropLast(4))
        let statusLine = String(decoding: lines.removeFirst(), as: UTF8.self)
        let parts = statusLine.parts(at: " ", cuts: 2)
        guard parts.count >= 2, parts[0] == "HTTP/1.1" || parts[0] == "HTTP/1.0", parts[1].utf8.count == 3,
            let status = Int(parts[1]), (100...599).contains(status)
        else { throw HTTPParseError(reason: "it does not begin with an HTTP/1.1 status line") }
        self.status = status
        version = String(parts[0])
        var headers: [HTTPHeader] = []
        for line in lines { headers.append(try Self.header(line)) }
        self.headers = headers
    }

    /// Whether the server keeps the connection open (RFC 9112 §9.3).
    var keepsAlive: Bool {
        let options = tokens("connection")
        return version == "HTTP/1.1" ? !options.contains("close") : options.contains("keep-alive")
    }

    /// The value of Content-Length; nil for none.
    func contentLength() throws(HTTPParseError) -> Int? {
        let values = tokens("content-length")
        guard let first = values.first else { return nil }
        guard values.allSatisfy({ $0 == first }), first.utf8.allSatisfy(\.isDigit), let length = Int(first)
        else {
            throw HTTPParseError(reason: "its Content-Length is no number")
        }
        return length
    }

    /// Whether the body is chunked; any other coding is rejected, since none was requested.
    func isChunked() throws(HTTPParseError) -> Bool {
        let codings = tokens("transfer-encoding")
        guard !codings.isEmpty else { return false }
        guard codings == ["chunked"] else { throw HTTPParseError(reason: "its Transfer-Encoding is not known here") }
        return true
    }

    /// The comma-separated members of all headers of that name, in lower case.
    private func tokens(_ name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.flatMap { header in
            header.value.parts(at: ",").map {
                trimmed(Array($0.utf8)[...]).lowercased()
            }
        }
    }

    /// The lines, without the CR LF between them.
    private static func lines(of bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        for index in bytes.indices where bytes[index] == 10 && index > start && bytes[index - 1] == 13 {
            lines.append(bytes[start..<index - 1])
            start = index + 1
        }
        lines.append(bytes[start...])
        return lines
    }

    /// Parses one `name: value`.
    private static func header(_ line: ArraySlice<UInt8>) throws(HTTPParseError) -> HTTPHeader {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
            line[..<colon].allSatisfy(isTokenByte),
            line[colon...].allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 })
        else { throw HTTPParseError(reason: "one of its headers is malformed") }
        return HTTPHeader(
            name: String(decoding: line[..<colon], as: UTF8.self), value: trimmed(line[(colon + 1)...]))
    }

    /// Whether it is a token byte (RFC 9110 §5.6.2); white space is not one, so folded headers are rejected too.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        byte.isLetter || byte.isDigit || "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

/// The text without spaces and tabs at either end.
private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
    let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
    let rest = bytes.drop(while: isSpace)
    guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(decoding: rest[...last], as: UTF8.self)
}
