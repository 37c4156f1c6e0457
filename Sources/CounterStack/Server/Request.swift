import AWSDeployer

/// The parts of a request that a server of a few files needs.
struct Request: Equatable, Sendable {
    /// `GET` or `HEAD`; any other was refused before.
    let method: String
    /// The path as it was sent, without a query: `/`, `/index.html`.
    let path: String
    /// The `Host` header, as it was sent.
    let host: String
}

/// The result of reading a request's head from the bytes received so far.
enum RequestHead: Equatable {
    /// The header section is not complete yet.
    case incomplete
    /// It is complete, and can be answered.
    case complete(Request)
    /// It is invalid, or not allowed; this is the answer.
    case refused(Response)

    /// A longer header section is refused; a browser's has less than two kilobytes.
    static let maximumBytes = 16_384

    /// Reads a request's head (RFC 9112, sections 2 to 5); refuses what servers and proxies could read differently.
    ///
    /// A body is not read: only methods that have none are answered, and the connection is closed after the answer.
    static func read(_ bytes: [UInt8]) -> RequestHead {
        let whole = wholeLines(bytes)
        if whole.isBroken { return .refused(.plain(400, "This is no HTTP request.")) }
        guard let lines = whole.lines else {
            return bytes.count >= maximumBytes
                ? .refused(.plain(431, "The request's header is longer than \(maximumBytes) bytes.")) : .incomplete
        }
        guard bytes.count <= maximumBytes || whole.length <= maximumBytes else {
            return .refused(.plain(431, "The request's header is longer than \(maximumBytes) bytes."))
        }
        guard let first = lines.first, let line = RequestLine(first) else {
            return .refused(.plain(400, "This is no HTTP request."))
        }
        guard line.isVersionKnown else { return .refused(.plain(505, "Only HTTP/1.1 is spoken here.")) }
        var hosts: [String] = []
        for line in lines.dropFirst() {
            guard let field = field(line) else { return .refused(.plain(400, "A header line cannot be read.")) }
            if field.name == "host" { hosts.append(field.value) }
        }
        guard hosts.count == 1, let host = hosts.first else {
            return .refused(.plain(400, "A request needs one Host header."))
        }
        guard ["GET", "HEAD"].contains(line.method) else {
            return .refused(.plain(405, "Only GET and HEAD are answered.", [Header("Allow", "GET, HEAD")]))
        }
        guard let path = line.path else { return .refused(.plain(400, "The path has to begin with a slash.")) }
        return .complete(Request(method: line.method, path: path, host: host))
    }

    /// The lines up to the empty one, nil until that has come; `isBroken` if there is a byte that no head can have.
    private static func wholeLines(_ bytes: [UInt8]) -> (lines: [ArraySlice<UInt8>]?, length: Int, isBroken: Bool) {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 10:
                guard index > start, bytes[index - 1] == 13 else { return (nil, 0, true) }
                let line = bytes[start..<index - 1]
                if line.isEmpty { return lines.isEmpty ? (nil, 0, true) : (lines, index + 1, false) }
                lines.append(line)
                start = index + 1
            case 13:
                if index + 1 < bytes.count, bytes[index + 1] != 10 { return (nil, 0, true) }
            case 9, 32...126, 128...255: continue
            default: return (nil, 0, true)
            }
        }
        return (nil, 0, false)
    }

    /// `Name: value`, the name in lower case; nil for any other line, such as a continued one (RFC 9112, section 5).
    private static func field(_ line: ArraySlice<UInt8>) -> (name: String, value: String)? {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let name = line[..<colon]
        guard !name.isEmpty, name.allSatisfy(isTokenByte) else { return nil }
        let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
        return (String(decoding: name, as: UTF8.self).lowercased(), trimmed(value))
    }

    private static func trimmed(_ text: String) -> String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let rest = text.drop(while: isBlank)
        return String(rest.reversed().drop(while: isBlank).reversed())
    }

    /// Whether a byte may be in a token (RFC 9110, section 5.6.2).
    fileprivate static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}

/// A request's first line.
private struct RequestLine {
    let method: String
    let version: String
    private let target: String

    /// Three parts with one space between them; nil for anything else.
    init?(_ line: ArraySlice<UInt8>) {
        let parts = line.split(separator: 32, omittingEmptySubsequences: false)
        guard parts.count == 3, !parts[0].isEmpty, parts[0].allSatisfy(RequestHead.isTokenByte), !parts[1].isEmpty,
            parts[1].allSatisfy({ (33...126).contains($0) }), parts[2].starts(with: "HTTP/".utf8)
        else { return nil }
        method = String(decoding: parts[0], as: UTF8.self)
        target = String(decoding: parts[1], as: UTF8.self)
        version = String(decoding: parts[2], as: UTF8.self)
    }

    var isVersionKnown: Bool { version == "HTTP/1.1" || version == "HTTP/1.0" }

    /// The target without its query; nil for a form that only proxies receive.
    var path: String? { target.hasPrefix("/") ? String(target.prefix { $0 != "?" }) : nil }
}

/// One header of an answer.
struct Header: Equatable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// An answer, after which the connection is closed.
struct Response: Equatable, Sendable {
    let status: Int
    var headers: [Header]
    let body: [UInt8]

    /// A short text, for example for a refused request.
    static func plain(_ status: Int, _ text: String, _ headers: [Header] = []) -> Response {
        Response(
            status: status, headers: [Header("Content-Type", "text/plain; charset=utf-8")] + headers,
            body: Array((text + "\n").utf8))
    }

    /// The bytes as they are sent (RFC 9112, section 4).
    ///
    /// - Parameter omitsBody: true for an answer to HEAD, which has only headers.
    func bytes(omittingBody omitsBody: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.reasons[status] ?? "")\r\n"
        let framing = [Header("Content-Length", String(body.count)), Header("Connection", "close")]
        for header in headers + framing { head += "\(header.name): \(header.value)\r\n" }
        return Array((head + "\r\n").utf8) + (omitsBody ? [] : body)
    }

    private static let reasons = [
        200: "OK", 400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 408: "Request Timeout",
        421: "Misdirected Request", 431: "Request Header Fields Too Large", 500: "Internal Server Error",
        505: "HTTP Version Not Supported",
    ]
}
