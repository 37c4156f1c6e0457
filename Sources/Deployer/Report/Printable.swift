/// Text as it may go to a terminal, whoever wrote it.
///
/// A tag's value or a service's message comes from outside: it must not move the cursor, change colours or hide text.
enum Printable {
    /// The text with every character that a terminal obeys, or that shows nothing, written out as in Swift.
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        return text.replacingScalars { isHidden($0) ? spelling(of: $0) : nil }
    }

    /// The text in ASCII alone: an `é` looks the same whether it is one scalar or two.
    static func spelt(_ text: String) -> String {
        text.replacingScalars { $0.isASCII && !isHidden($0) ? nil : spelling(of: $0) }
    }

    /// Whether a terminal obeys it, or shows nothing of it that is told from a space: Unicode knows which those are.
    ///
    /// So is what joins or varies emoji: terminals differ in what they make of it, and in how wide that is.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.properties.generalCategory == .control }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
        case .surrogate, .privateUse, .unassigned: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint || isBlank(scalar)
        }
    }

    /// As it is written in Swift.
    static func spelling(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    /// Whether its glyph is blank: no property says so, but its name.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        guard let name = scalar.properties.name else { return false }
        return name.hasSuffix(" BLANK") || name == "KHITAN SMALL SCRIPT FILLER" || name.hasSuffix(" NULL NOTEHEAD")
    }
}
