/// Reads one HTTP/1.1 response from bytes that come in any pieces (RFC 9112), never more of them than it is allowed.
///
/// Strict where laxity would let two readers disagree on where a response ends: folded headers, lengths that contradict
/// each other and a length beside chunks are refused.
struct HTTPResponseParser {
    /// Where the parser stands.
    private enum State {
        /// In the status line or the headers, whose end is not among the first bytes of the buffer, so many.
        case head(searched: Int)
        /// In a body of which that many bytes are missing.
        case body(missing: Int)
        /// In a body that lasts until the connection ends.
        case bodyUntilEnd
        /// In a chunked body.
        case chunks(ChunkedBodyParser)
        /// Behind the response.
        case done
    }

    /// The most that status lines and headers may take, those of interim answers together with the last one's, in bytes.
    private static let headLimit = 65_536
    /// The largest body, in bytes.
    private let bodyLimit: Int
    private var state = State.head(searched: 0)
    /// What the heads of interim answers have taken, in bytes.
    private var interimBytes = 0
    /// What has come and is not yet understood.
    private var buffer: [UInt8] = []
    private var head = HTTPResponseHead(status: 0, version: "", headers: [])
    /// What has come of the body, if it is not in chunks.
    private var body: [UInt8] = []

    /// Whether the connection can take another request, once the response is there.
    private(set) var connectionIsReusable = false

    /// A parser of one response, with a body of at most that many bytes.
    init(bodyLimit: Int) {
        self.bodyLimit = bodyLimit
    }

    /// Takes the next bytes; gives the response once it is whole.
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
                // Let go of: with two owners each piece would copy the whole body.
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

    /// The connection has ended: gives the response if its end was to be this, and throws if it is cut short.
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

    /// True when a head was taken, an interim one (1xx) included.
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

    /// The whole response; whatever still stands in the buffer does not belong to it.
    private mutating func finished() -> HTTPResponse {
        state = .done
        // Bytes that nobody asked for would be taken for the next answer.
        connectionIsReusable = head.keepsAlive && buffer.isEmpty
        return HTTPResponse(status: head.status, headers: head.headers, body: body)
    }

    private func tooLarge() -> HTTPParseError { HTTPParseError(reason: "its body is larger than \(bodyLimit) bytes") }
}
