/// How much of a line text takes on a terminal, and how it is made to take no more.
extension Printable {
    /// How many columns a text takes in which nothing is hidden: what joins the letter before it none, what is wide two.
    static func columns(_ text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// The text if it fits, or as much of its beginning as fits with `…` behind it.
    static func cut(_ text: String, to limit: Int) -> String {
        guard columns(text) > limit else { return text }
        return limit < 1 ? "" : String(fitting(text, in: limit - 1)) + "…"
    }

    /// The text if it fits, or as much of its beginning and of its end as fits with `…` between them.
    ///
    /// Names that belong together often differ at their ends.
    static func shortened(_ text: String, to limit: Int) -> String {
        guard columns(text) > limit else { return text }
        let end = String(fitting(text.reversed(), in: (limit - 1) / 2).reversed())
        return limit < 1 ? "" : String(fitting(text, in: limit - 1 - columns(end))) + "…" + end
    }

    /// The text with spaces behind it up to that many columns.
    static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - columns(text)))
    }

    /// Those at the beginning that fit.
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

    /// What Unicode 16's East Asian Width (UAX 11) calls wide, besides emoji; with what is not assigned in between.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x3247,
        0x3250...0xA4C6, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAD9, 0xFE10...0xFE19, 0xFE30...0xFE6B,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
