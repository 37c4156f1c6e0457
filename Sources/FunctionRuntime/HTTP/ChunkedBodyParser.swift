/// Parses a chunked body (RFC 9112 §7.1) from pieces of any size; it ignores extensions and trailers.
struct ChunkedBodyParser {
    /// The parser's state.
    private enum State {
        /// Before the size of a chunk.
        case size
        /// In a chunk with that many bytes missing.
        case data(missing: Int)
        /// Before the line end after a chunk.
        case endOfData
        /// After the last chunk.
        case trailers
    }

    /// The limit in bytes for a line between chunks, and for all trailers together.
    private static let lineLimit = 8192
    /// The largest body, in bytes.
    private let limit: Int
    private var state = State.size
    /// The bytes of the trailers so far.
    private var trailerBytes = 0
    /// The bytes of chunk sizes and extensions, beyond what the chunks' data allows.
    private var excessBytes = 0

    /// The body so far.
    private(set) var body: [UInt8] = []

    /// A parser for one body of at most `limit` bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Consumes what it can from the front of `buffer`; true once the body is complete.
    mutating func take(_ buffer: inout [UInt8]) throws(HTTPParseError) -> Bool {
        var rest = buffer[...]
        defer { buffer = Array(rest) }
        while true {
            switch state {
            case .size:
                guard let line = try Self.takeLine(&rest) else { return false }
                let size = try Self.size(line)
                // As in Go's net/http: each chunk allows 16 bytes, and two for each byte of its data.
                excessBytes = max(0, excessBytes + line.count - 16 - 2 * min(size, limit))
                guard excessBytes <= Self.lineLimit else { throw HTTPParseError(reason: "its chunks hold too little") }
                guard size <= limit - body.count else {
                    throw HTTPParseError(reason: "its body is larger than \(limit) bytes")
                }
                state = size == 0 ? .trailers : .data(missing: size)
            case .data(let missing):
                let part = rest.prefix(missing)
                body += part
                rest = rest.dropFirst(part.count)
                guard part.count == missing else {
                    state = .data(missing: missing - part.count)
                    return false
                }
                state = .endOfData
            case .endOfData:
                guard let line = try Self.takeLine(&rest) else { return false }
                guard line.isEmpty else { throw HTTPParseError(reason: "a chunk is longer than it says") }
                state = .size
            case .trailers:
                guard let line = try Self.takeLine(&rest) else { return false }
                if line.isEmpty { return true }
                trailerBytes += line.count
                guard trailerBytes <= Self.lineLimit else { throw HTTPParseError(reason: "its trailers are too long") }
            }
        }
    }

    /// The next line without its CR LF; nil if its end has not come yet.
    private static func takeLine(_ rest: inout ArraySlice<UInt8>) throws(HTTPParseError) -> ArraySlice<UInt8>? {
        guard let end = rest.prefix(lineLimit).firstIndex(of: 10) else {
            guard rest.count < lineLimit else { throw HTTPParseError(reason: "a line between its chunks is too long") }
            return nil
        }
        guard end > rest.startIndex, rest[end - 1] == 13 else {
            throw HTTPParseError(reason: "a line between its chunks does not end in CR LF")
        }
        let line = rest[rest.startIndex..<end - 1]
        rest = rest[(end + 1)...]
        return line
    }

    /// Parses the hexadecimal size, up to a semicolon.
    private static func size(_ line: ArraySlice<UInt8>) throws(HTTPParseError) -> Int {
        let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 32 && $0 != 9 }
        guard !digits.isEmpty, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw HTTPParseError(reason: "the size of a chunk is no number") }
        return size
    }
}
