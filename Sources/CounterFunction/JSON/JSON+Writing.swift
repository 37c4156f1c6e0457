extension JSON {
    /// The value as compact JSON on one line.
    var text: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .string(let text): Self.quoted(text)
        case .array(let values): "[\(values.map(\.text).joined(separator: ","))]"
        case .object(let members):
            "{\(members.map { "\(Self.quoted($0.name)):\($0.value.text)" }.joined(separator: ","))}"
        }
    }

    /// The bytes of `text`.
    var bytes: [UInt8] { Array(text.utf8) }

    /// The longest beginning of `text` that takes at most so many bytes in such a text, its escapes among them.
    static func beginning(of text: String, bytes limit: Int) -> String {
        var size = 0
        let end = text.unicodeScalars.firstIndex { scalar in
            size += escaped(scalar).utf8.count
            return size > limit
        }
        return String(text.unicodeScalars[..<(end ?? text.endIndex)])
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars { result += escaped(scalar) }
        return result + "\""
    }

    /// Escapes what RFC 8259 §7 demands, and the separators U+2028 and U+2029, which some line readers break at.
    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\"": return "\\\""
        case "\\": return "\\\\"
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.value == 0x2028 || scalar.value == 0x2029:
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: return String(Character(scalar))
        }
    }
}
