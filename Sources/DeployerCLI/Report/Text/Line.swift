/// One line of a report: its text, already laid out, and its colour, if colours are allowed.
struct Line: Equatable {
    /// How a line is shown.
    enum Tint: String {
        /// Without any colour.
        case plain = ""
        /// For headings.
        case strong = "1"
        /// For what does not change.
        case faint = "2"
        /// For what is removed, and failures.
        case red = "31"
        /// For what is added, and success.
        case green = "32"
        /// For what changes.
        case yellow = "33"
    }

    /// The text, without colours and line end.
    let text: String
    /// How it is shown.
    let tint: Tint

    /// A line; plain by default.
    init(_ text: String, _ tint: Tint = .plain) {
        self.text = text
        self.tint = tint
    }

    /// The text as it is written, without a line end.
    ///
    /// The codes are ECMA-48's "select graphic rendition".
    func rendered(colours: Bool) -> String {
        guard colours, tint != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(tint.rawValue)m\(text)\u{1B}[0m"
    }
}
