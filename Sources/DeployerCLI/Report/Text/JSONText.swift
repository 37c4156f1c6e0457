package import Deployer

/// JSON as text, members in the order given: on one line, or as a document of many lines.
///
/// Foundation's encoder sorts the names or leaves their order to chance; here the order is part of the interface.
package enum JSONText {
    /// The value on one line, without a line end.
    package static func text(_ value: JSONValue) -> String {
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

    /// A part of a document that fits into this many columns stays on one line.
    private static let lineWidth = 100

    /// The value on several lines, for people to read and for files to hold, without a line end after it.
    package static func document(_ value: JSONValue, indent: Int = 0) -> String {
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

    /// Quoted as RFC 8259 says; what a terminal or a CI system would obey, and what is invisible, is escaped as well.
    static func quoted(_ text: String) -> String {
        var (result, last) = ("\"", nil as Unicode.Scalar?)
        for scalar in text.unicodeScalars {
            defer { last = scalar }
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            // See ``WorkflowCommands``: commands within a line begin with `##`.
            case "#" where last == "#": result += escape(scalar)
            default:
                if Printable.isHidden(scalar) {
                    result += escape(scalar)
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        String(scalar).utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }
}
