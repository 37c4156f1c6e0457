/// Parses one HTTP/1.1 response (RFC 9112) from pieces of any size, within limits.
///
/// It is strict wherever two readers could disagree on the end of a response. It rejects folded headers, contradictory
/// lengths, and a length together with chunks.
struct HTTPResponseParser {
    /// The parser's state.
    private enum State {
        /// In the status line or the headers; the first `searched` bytes of the buffer do not contain their end.
        case head(searched: Int)
        /// In a body with that many bytes missing.
        case body(missing: Int)
        /// In a body that lasts until the connection ends.
        case bodyUntilEnd
        /// In a chunked body.
        case chunks(ChunkedBodyParser)
        /// After the response.
        case done
    }

    /// The limit in bytes for status lines and headers, including those of interim responses.
    private static let headLimit = 65_536
    /// The largest body, in bytes.
    private let bodyLimit: Int
    private var state = State.head(searched: 0)
    /// The bytes of interim responses' heads so far.
    private var interimBytes = 0
    /// The bytes that are not parsed yet.
    private var buffer: [UInt8] = []
    private var head = HTTPResponseHead(status: 0, version: "", headers: [])
    /// The body so far, unless it is chunked.
    private var body: [UInt8] = []

    /// Whether the connection can be used again after the response.
    private(set) var connectionIsReusable = false

    /// A parser for one response with a body of at most `bodyLimit` bytes.
    init(bodyLimit: Int) {
        self.bodyLimit = bodyLimit
    }

    /// Consumes the next bytes; returns the response once it is complete.
    mutating func take(_ bytes: [UInt8]) throws(HTTPParseError) -> HTTPResponse? {
        buffer += bytes
        while true {
            switch state {
            case .head(let searched):
                guard try takeHead(searched: searched) else { return nil }
            case .body(let missing):
                let part = buffer.prefix(missing)
                body += part
                buffer.removeFirst(part.count)
                state = .body(missing: missing - part.count)
                guard missing == part.count else { return nil }
                return finished()
            case .bodyUntilEnd:
                body += buffer
                buffer.removeAll()
                guard body.count <= bodyLimit else { throw tooLarge() }
                return nil
            case .chunks(var chunks):
                // Release the state first: with two owners, each piece would copy the whole body.
                state = .done
                let isWhole = try chunks.take(&buffer)
                state = .chunks(chunks)
                guard isWhole else { return nil }
                body = chunks.body
                return finished()
            case .done:
                throw HTTPParseError(reason: "bytes behind the response")
            }
        }
    }

    /// Handles the end of the connection: returns the response if that completes it, throws otherwise.
    mutating func end() throws(HTTPParseError) -> HTTPResponse? {
        guard case .bodyUntilEnd = state else {
            let what =
                if case .head = state { buffer.isEmpty ? "before the response" : "within its head" } else {
                    "within its body"
                }
            throw HTTPParseError(reason: "the connection ended \(what)")
        }
        let response = finished()
        connectionIsReusable = false
        return response
    }

    /// True if a head was parsed, including an interim one (1xx).
    private mutating func takeHead(searched: Int) throws(HTTPParseError) -> Bool {
        let end = HTTPResponseHead.length(in: buffer, searched: searched)
        guard interimBytes + (end ?? buffer.count) <= Self.headLimit else {
            throw HTTPParseError(reason: "its head is larger than 64 KB")
        }
        guard let length = end else {
            state = .head(searched: buffer.count)
            return false
        }
        head = try HTTPResponseHead(parsing: buffer.prefix(length))
        buffer.removeFirst(length)
        guard head.status != 101 else { throw HTTPParseError(reason: "it changes to a protocol that nobody asked for") }
        guard !(100...199).contains(head.status) else {
            interimBytes += length
            state = .head(searched: 0)
            return true
        }
        let contentLength = try head.contentLength()
        if head.status == 204 || head.status == 304 {
            state = .body(missing: 0)
        } else if try head.isChunked() {
            guard contentLength == nil else { throw HTTPParseError(reason: "it has both a length and chunks") }
            state = .chunks(ChunkedBodyParser(limit: bodyLimit))
        } else if let contentLength {
            guard contentLength <= bodyLimit else { throw tooLarge() }
            state = .body(missing: contentLength)
        } else {
            state = .bodyUntilEnd
        }
        return true
    }

    /// The complete response; the rest of the buffer does not belong to it.
    private mutating func finished() -> HTTPResponse {
        state = .done
        // The next request would take surplus bytes for its response.
        connectionIsReusable = head.keepsAlive && buffer.isEmpty
        return HTTPResponse(status: head.status, headers: head.headers, body: body)
    }

    private func tooLarge() -> HTTPParseError { HTTPParseError(reason: "its body is larger than \(bodyLimit) bytes") }
}
