/// Makes text safe for a terminal, whoever wrote it.
///
/// A tag's value or a service's message comes from outside: it must not move the cursor, change colours or hide text.
package enum Printable {
    /// The text with every character that a terminal obeys, or that is invisible, written as a Swift escape.
    package static func escaped(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isHidden) else { return text }
        return text.replacingScalars { isHidden($0) ? spelling(of: $0) : nil }
    }

    /// The text in ASCII only: `é` looks the same as one scalar and as two.
    static func spelt(_ text: String) -> String {
        text.replacingScalars { $0.isASCII && !isHidden($0) ? nil : spelling(of: $0) }
    }

    /// Whether a terminal obeys the character, or shows nothing or a blank for it, by its Unicode properties.
    ///
    /// Characters that join or vary emoji are hidden as well: terminals differ in what they show, and how wide.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.properties.generalCategory == .control }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator: return true
        case .surrogate, .privateUse, .unassigned: return true
        default: return scalar.properties.isDefaultIgnorableCodePoint || isBlank(scalar)
        }
    }

    /// The scalar as a Swift escape.
    static func spelling(of scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    /// Whether its glyph is blank: only its name says so, no property.
    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        guard let name = scalar.properties.name else { return false }
        return name.hasSuffix(" BLANK") || name == "KHITAN SMALL SCRIPT FILLER" || name.hasSuffix(" NULL NOTEHEAD")
    }
}

/// The width of text on a terminal, and how text is made to fit.
extension Printable {
    /// The columns of a text without hidden characters: a combining character takes none, a wide one takes two.
    package static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// The text if it fits, or as much of its beginning as fits, then `…`.
    package static func cut(_ text: String, to limit: Int) -> String {
        guard columns(text) > limit else { return text }
        return limit < 1 ? "" : String(fitting(text, in: limit - 1)) + "…"
    }

    /// The text if it fits, or as much of its beginning and its end as fits, with `…` between them.
    ///
    /// Names that belong together often differ at their ends.
    static func shortened(_ text: String, to limit: Int) -> String {
        guard columns(text) > limit else { return text }
        let end = String(fitting(text.reversed(), in: (limit - 1) / 2).reversed())
        return limit < 1 ? "" : String(fitting(text, in: limit - 1 - columns(end))) + "…" + end
    }

    /// The text, filled up with spaces to that many columns.
    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - columns(text)))
    }

    /// The characters at the beginning that fit.
    private static func fitting(_ characters: some Sequence<Character>, in limit: Int) -> [Character] {
        var rest = limit
        return Array(
            characters.prefix { character in
                rest -= columns(String(character))
                return rest >= 0
            })
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        guard scalar.value >= 0x300 else { return 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: break
        }
        if joined.contains(where: { $0.contains(scalar.value) }) { return 0 }
        return scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// Vowels and finals of Korean syllables, which are shown with the consonant before them.
    private static let joined: [ClosedRange<UInt32>] = [0x1160...0x11FF, 0xD7B0...0xD7FB]

    /// What Unicode 16's East Asian Width (UAX 11) calls wide, except emoji; includes the unassigned ones in between.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
        0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}

extension String {
    /// The text with each scalar replaced for which `replacement` returns a text.
    ///
    /// A shell or a browser reads single scalars: a quote stays a quote, even with a combining character after it.
    func replacingScalars(_ replacement: (Unicode.Scalar) -> String?) -> String {
        var result = UnicodeScalarView()
        for scalar in unicodeScalars {
            if let other = replacement(scalar) {
                result.append(contentsOf: other.unicodeScalars)
            } else {
                result.append(scalar)
            }
        }
        return String(result)
    }
}
