/// A JSON value (RFC 8259).
///
/// A number keeps its text: a count can be larger than any type here, and rounding it would be wrong.
public indirect enum JSON: Equatable, Sendable {
    /// The value `null`.
    case null
    /// True or false.
    case bool(Bool)
    /// A number as written.
    case number(String)
    /// A string with its escapes resolved.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Names with their values, in order.
    case object([Member])

    /// One name with its value.
    public struct Member: Equatable, Sendable {
        /// Its escapes are resolved.
        public let name: String
        /// The value.
        public let value: JSON

        /// A name with its value.
        public init(name: String, value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// Whether both are the same value; members in another order make another object.
    ///
    /// Written out, and not inlined: the compiler's own is copied into itself some levels deep, 6 KB of each function.
    @inline(never)
    public static func == (left: JSON, right: JSON) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let left), .bool(let right)): left == right
        case (.number(let left), .number(let right)), (.string(let left), .string(let right)): left == right
        case (.array(let left), .array(let right)): left == right
        case (.object(let left), .object(let right)): left == right
        default: false
        }
    }

    /// The value of that name in an object; the last one if the name repeats.
    public subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string; nil for any other value.
    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The values of an array; nil for any other value.
    public var array: [JSON]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    /// The members of an object, in order; nil for any other value.
    public var members: [Member]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// A number that is written as an integer and fits an `Int`; nil for any other value.
    public var integer: Int? {
        guard case .number(let digits) = self else { return nil }
        return Int(digits)
    }

    /// True or false; nil for any other value.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
    /// An object with its members in the order written.
    public init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }

    /// An array.
    public init(arrayLiteral elements: JSON...) {
        self = .array(elements)
    }

    /// A string.
    public init(stringLiteral value: String) {
        self = .string(value)
    }

    /// A number.
    public init(integerLiteral value: Int) {
        self = .number(String(value))
    }

    /// True or false.
    public init(booleanLiteral value: Bool) {
        self = .bool(value)
    }
}

extension JSON {
    /// The value as compact JSON on one line.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The bytes of `text`.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    /// The longest prefix of `text` that takes at most `limit` bytes as a JSON string, including escapes.
    static func beginning(of text: String, bytes limit: Int) -> String {
        var size = 0
        let end = text.unicodeScalars.firstIndex { scalar in
            size += escape(for: scalar)?.utf8.count ?? UTF8.width(scalar)
            return size > limit
        }
        return String(text.unicodeScalars[..<(end ?? text.endIndex)])
    }

    /// Appends the value.
    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .number(let digits): bytes += digits.utf8
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// Appends a string with its escapes; a response may be megabytes of it.
    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            if let escape = escape(for: scalar) {
                bytes += escape.utf8
            } else if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes += String(scalar).utf8
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Escapes what RFC 8259 §7 requires, and U+2028 and U+2029, which some readers treat as line ends; nil for others.
    private static func escape(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029:
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: return nil
        }
    }
}

/// A text that is not JSON: what is wrong, and at which byte.
public struct JSONError: Error, Equatable {
    /// In words, for a log line.
    public let reason: String
    /// The byte's offset in the text, from 0.
    public let offset: Int
}
