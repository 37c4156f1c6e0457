/// Removes the secrets of a request from a text.
///
/// Texts are compared as bytes: a combining mark after a secret would change its last `Character`. A secret is also
/// found if it is form-encoded, or percent-encoded once or twice, in whole or in part. Any piece of it is found too,
/// since a server may shorten what it repeats.
struct Redaction: Sendable {
    /// The replacement for a secret.
    static let mark = "[redacted]"
    /// The shortest piece of a secret that is hidden, in bytes.
    ///
    /// A shorter piece is no secret. A secret shorter than this is hidden only as a whole.
    static let pieceBytes = 16
    /// How often a text may be percent-encoded.
    private static let mostEncodings = 2

    private let secrets: [[UInt8]]

    /// A redaction of these secrets; empty ones are ignored.
    init(_ secrets: [String]) {
        let found = secrets.filter { !$0.isEmpty }.map { Array($0.utf8) }
        let space = UInt8(ascii: " ")
        self.secrets =
            found + found.filter { $0.contains(space) }.map { $0.map { $0 == space ? UInt8(ascii: "+") : $0 } }
    }

    /// The text without the secrets.
    static func hiding(_ secrets: [String], in text: String) -> String { Redaction(secrets).hiding(in: text) }

    /// The text without the secrets.
    func hiding(in text: String) -> String {
        guard !secrets.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var isHidden = Array(repeating: false, count: bytes.count)
        var reading: Reading? = Reading(bytes)
        for _ in 0...Self.mostEncodings {
            guard let current = reading else { break }
            for secret in secrets { current.forEachPiece(of: secret) { for index in $0 { isHidden[index] = true } } }
            reading = current.percentDecoded()
        }
        guard isHidden.contains(true) else { return text }
        var shown: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if !isHidden[index] {
                shown.append(byte)
            } else if index == 0 || !isHidden[index - 1] {
                shown += Self.mark.utf8
            }
        }
        return String(decoding: shown, as: UTF8.self)
    }
}

/// One decoding of a text, with the position of each byte in the original.
private struct Reading {
    private let bytes: [UInt8]
    /// Has one more element than `bytes`: the end of the text.
    private let places: [Int]

    /// The text without decoding.
    init(_ text: [UInt8]) { self.init(bytes: text, places: Array(0...text.count)) }

    private init(bytes: [UInt8], places: [Int]) {
        self.bytes = bytes
        self.places = places
    }

    /// The text with each `%XX` decoded; nil if there is none.
    func percentDecoded() -> Reading? {
        guard bytes.contains(UInt8(ascii: "%")) else { return nil }
        var decoded: [UInt8] = []
        var starts: [Int] = []
        var index = 0
        while index < bytes.count {
            starts.append(places[index])
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = Self.digit(bytes[index + 1]), let low = Self.digit(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(bytes[index])
                index += 1
            }
        }
        return decoded.count == bytes.count ? nil : Reading(bytes: decoded, places: starts + [places[bytes.count]])
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// Calls `body` with the position in the text of each piece of the secret; pieces may overlap.
    ///
    /// A rolling hash finds the pieces (Rabin–Karp), so the time grows only with the text's length. A hash collision
    /// hides too much, never too little.
    func forEachPiece(of secret: [UInt8], _ body: (Range<Int>) -> Void) {
        let count = min(secret.count, Redaction.pieceBytes)
        var wanted: Set<UInt64> = []
        Self.forEachHash(of: secret, count) { wanted.insert($1) }
        // Skip what overlaps the previous piece.
        var end = 0
        Self.forEachHash(of: bytes, count) { start, hash in
            guard wanted.contains(hash) else { return }
            body(places[max(start, end)]..<places[start + count])
            end = start + count
        }
    }

    private static func forEachHash(of bytes: [UInt8], _ count: Int, _ body: (_ start: Int, _ hash: UInt64) -> Void) {
        let base: UInt64 = 0x100_0000_01B3
        let leaving = (0..<count).reduce(1 as UInt64) { power, _ in power &* base }
        var hash: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            hash = hash &* base &+ (UInt64(byte) + 1)
            if index >= count { hash = hash &- (UInt64(bytes[index - count]) + 1) &* leaving }
            if index >= count - 1 { body(index - count + 1, hash) }
        }
    }
}
