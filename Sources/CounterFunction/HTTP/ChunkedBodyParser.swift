/// Reads a chunked body (RFC 9112 §7.1) from bytes that come in any pieces; extensions and trailers are passed over.
struct ChunkedBodyParser {
    /// Where the parser stands.
    private enum State {
        /// Before a chunk's size.
        case size
        /// In a chunk of which that many bytes are missing.
        case data(missing: Int)
        /// Before the line end behind a chunk.
        case endOfData
        /// Behind the last chunk.
        case trailers
    }

    /// The longest line between chunks, and the most that trailers may take, in bytes.
    private static let lineLimit = 8192
    /// The largest body, in bytes.
    private let limit: Int
    private var state = State.size
    /// How much the trailers have taken.
    private var trailerBytes = 0
    /// How much the sizes and extensions of chunks have taken beyond what their data earns them.
    private var excessBytes = 0

    /// What has come so far.
    private(set) var body: [UInt8] = []

    /// A parser of one body of at most that many bytes.
    init(limit: Int) {
        self.limit = limit
    }

    /// Takes what it can from the front of `buffer`; true once the body is whole.
    mutating func take(_ buffer: inout [UInt8]) throws(HTTPParseError) -> Bool {
        var rest = buffer[...]
        defer { buffer = Array(rest) }
        while true {
            switch state {
            case .size:
                guard let line = try Self.takeLine(&rest) else { return false }
                let size = try Self.size(line)
                // As Go's net/http counts: 16 bytes for each chunk, and two for each of its own.
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

    /// The next line without its CR LF; nil while its end is missing.
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

    /// Hexadecimal, up to a semicolon.
    private static func size(_ line: ArraySlice<UInt8>) throws(HTTPParseError) -> Int {
        let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 32 && $0 != 9 }
        guard !digits.isEmpty, digits.first != UInt8(ascii: "+"), digits.first != UInt8(ascii: "-"),
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw HTTPParseError(reason: "the size of a chunk is no number") }
        return size
    }
}
