/// Text as it may go to a terminal, whoever wrote it.
///
/// A tag's value or a service's message comes from outside: it must not move the cursor, change colours or hide text.
enum Printable {
    /// The text with every character that a terminal obeys, or that shows nothing, written out as in Swift.
    static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
        return text.replacingScalars { isUnsafe($0) ? name(of: $0) : nil }
    }

    /// The text in ASCII alone: an `é` looks the same whether it is one scalar or two.
    static func spelt(_ text: String) -> String {
        text.replacingScalars { $0.isASCII && !isUnsafe($0) ? nil : name(of: $0) }
    }

    /// How many columns the text takes on a terminal, wide East Asian characters being two.
    static func columns(_ text: String) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// The text if it fits, or as much of its beginning as fits with `…` behind it.
    static func cut(_ text: String, to limit: Int) -> String {
        guard columns(text) > limit else { return text }
        var result = ""
        var used = 0
        for character in text {
            used += columns(of: character)
            if used > limit - 1 { break }
            result.append(character)
        }
        return limit < 1 ? "" : result + "…"
    }

    /// The text with spaces behind it up to that many columns.
    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - columns(text)))
    }

    private static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
        default: false
        }
    }

    private static func name(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    private static func columns(of character: Character) -> Int {
        guard let first = character.unicodeScalars.first?.value, first >= 0x1100 else { return 1 }
        return wide.contains { $0.contains(first) } ? 2 : 1
    }

    /// The blocks that Unicode's East Asian Width (UAX 11) calls wide, roughly: only the layout depends on them.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
