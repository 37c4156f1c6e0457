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

/// Breaks text into lines of a given width; a single word that is longer stays whole.
enum Wrapping {
    /// The text's words in lines of at most `width` columns.
    ///
    /// - Parameter indent: the spaces before every line but the first; they count as part of the width.
    static func lines(_ text: String, width: Int, indent: Int = 0) -> [String] {
        join(text.split(separator: " ").map(String.init), separator: " ", width: width, indent: indent)
    }

    /// Whole items in lines of at most `width` columns, with the separator between those that share a line.
    ///
    /// An item that does not fit on one line is broken between its words.
    static func items(_ items: [String], separator: String, width: Int) -> [String] {
        var result: [String] = []
        for item in items {
            if let last = result.last, Printable.columns(last + separator + item) <= width {
                result[result.count - 1] = last + separator + item
            } else {
                result += lines(item, width: width, indent: 2)
            }
        }
        return result
    }

    /// The text's lines, each wrapped; empty lines, and lines that begin with a space, stay as they are.
    static func paragraphs(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.isEmpty || line.hasPrefix(" ") ? [String(line)] : lines(String(line), width: width)
        }
    }

    private static func join(_ words: [String], separator: String, width: Int, indent: Int) -> [String] {
        var result: [String] = []
        var line = ""
        for word in words {
            if line.isEmpty {
                line = word
            } else if Printable.columns(line + separator + word) <= width {
                line += separator + word
            } else {
                result.append(line)
                line = String(repeating: " ", count: indent) + word
            }
        }
        return line.isEmpty ? result : result + [line]
    }
}
