/// Parses one JSON text (RFC 8259) strictly: it accepts only JSON, and no byte sequence makes it trap.
public struct JSONReader {
    /// The limit of nesting: an event has five levels.
    private static let depthLimit = 64
    /// The whole text.
    private let bytes: [UInt8]
    /// The index of the next byte.
    private var position = 0

    /// Parses all of `bytes` as one value.
    ///
    /// - Throws: `JSONError` if it is anything but one JSON text.
    public static func read(_ bytes: [UInt8]) throws(JSONError) -> JSON {
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.position == bytes.count else { throw reader.error("something behind the value") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Parses any value, with the white space before it.
    ///
    /// - Parameter depth: the number of objects and arrays around it.
    private mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth < Self.depthLimit else { throw error("nesting deeper than \(Self.depthLimit)") }
        skipSpace()
        switch peek() {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    /// Parses an object; its brace is the next byte.
    private mutating func object(depth: Int) throws(JSONError) -> JSON {
        position += 1
        var members: [JSON.Member] = []
        skipSpace()
        if take("}") { return .object([]) }
        repeat {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw error("a name in quotation marks is missing") }
            let name = try string()
            skipSpace()
            guard take(":") else { throw error("a colon is missing") }
            members.append(JSON.Member(name: name, value: try value(depth: depth + 1)))
            skipSpace()
        } while take(",")
        guard take("}") else { throw error("an object does not end") }
        return .object(members)
    }

    /// Parses an array; its bracket is the next byte.
    private mutating func array(depth: Int) throws(JSONError) -> JSON {
        position += 1
        var values: [JSON] = []
        skipSpace()
        if take("]") { return .array([]) }
        repeat {
            values.append(try value(depth: depth + 1))
            skipSpace()
        } while take(",")
        guard take("]") else { throw error("an array does not end") }
        return .array(values)
    }

    /// Parses `true`, `false` or `null`; its first letter is the next byte.
    private mutating func literal(_ text: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let word = Array("\(text)".utf8)
        guard bytes[position...].starts(with: word) else { throw error("neither a value nor a word of JSON") }
        position += word.count
        return value
    }

    /// Parses a number: `-`? (`0` | `1`–`9` digits) (`.` digits)? ((`e`|`E`) sign? digits)? (RFC 8259 §6).
    private mutating func number() throws(JSONError) -> String {
        let start = position
        _ = take("-")
        if !take("0") { try digits() }
        if take(".") { try digits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Parses one or more digits.
    private mutating func digits() throws(JSONError) {
        let start = position
        while peek()?.isDigit == true { position += 1 }
        guard position > start else { throw error("neither a value nor a number") }
    }

    /// Parses a string; its quotation mark is the next byte.
    private mutating func string() throws(JSONError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let result = String(validating: text, as: UTF8.self) else { throw error("a string is not UTF-8") }
                return result
            case UInt8(ascii: "\\"): try appendEscape(to: &text)
            case 0..<32: throw error("a control character in a string")
            default: text.append(byte)
            }
        }
        throw error("a string does not end")
    }

    /// Parses an escape after its backslash.
    private mutating func appendEscape(to text: inout [UInt8]) throws(JSONError) {
        guard let byte = peek() else { throw error("a string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"): text += Array(String(Character(try escapedScalar())).utf8)
        default: throw error("an escape that JSON does not know")
        }
    }

    /// Parses one `\uXXXX`, or two that form a surrogate pair.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try codeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else { throw error("half a surrogate pair") }
        let second = try codeUnit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        else { throw error("half a surrogate pair") }
        return scalar
    }

    /// Parses the four hexadecimal digits after `\u`.
    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy(\.isHexadecimalDigit),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("an escape without four hexadecimal digits") }
        position += 4
        return unit
    }

    /// The next byte; nil at the end.
    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Consumes the next byte if it is that character.
    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek() == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// Skips JSON's four white space characters.
    private mutating func skipSpace() {
        while let byte = peek(), byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
    }

    /// An error at the current byte.
    private func error(_ reason: String) -> JSONError { JSONError(reason: reason, offset: position) }
}
