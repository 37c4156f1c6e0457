/// JSON as text, members in the order given: on one line, or as a document of many.
///
/// Foundation's encoder sorts the names or leaves their order to chance; here the order is part of the interface.
enum JSONText {
    /// The value, without a line end in it or behind it.
    static func text(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .flag(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let number): number.isFinite ? String(number) : "null"
        case .string(let text): quoted(text)
        case .array(let values): "[" + values.map(text).joined(separator: ", ") + "]"
        case .object(let members):
            "{" + members.map { "\(quoted($0.name)): \(text($0.value))" }.joined(separator: ", ") + "}"
        }
    }

    /// What of a document fits into this many columns is not broken.
    private static let lineWidth = 100

    /// The value on lines of its own for people to read and for files to hold, without a line end behind it.
    static func document(_ value: JSONValue, indent: Int = 0) -> String {
        let line = text(value)
        guard line.utf8.count + indent > lineWidth || indent == 0 else { return line }
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch value {
        case .array(let values) where !values.isEmpty:
            let lines = values.map { inner + document($0, indent: indent + 2) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map { "\(inner)\(quoted($0.name)): \(document($0.value, indent: indent + 2))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        default:
            return line
        }
    }

    /// Quoted after RFC 8259; what a terminal would obey is escaped as well.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator:
                    for unit in String(scalar).utf16 {
                        let digits = String(unit, radix: 16)
                        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                    }
                default: result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
