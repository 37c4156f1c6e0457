/// Pieces of GitHub-flavoured Markdown that hold any text from outside safely.
///
/// Text in code mentions nobody, and becomes no link, image or tag; a pipe stays a pipe. Marks are compared as scalars,
/// as Markdown's readers do: a combining character is not part of the mark before it.
package enum Markdown {
    /// The most bytes of one text: a comment on GitHub takes 65,536 characters, and a step's summary takes more.
    static let limit = 65_000

    /// A few words in the middle of a line, as code.
    package static func code(_ text: String) -> String {
        let text = shortened(text)
        let fence = String(repeating: "`", count: longestRunOfTicks(in: text) + 1)
        // Markdown removes one space on either side, if both are there (CommonMark 6.1).
        let ends = [text.unicodeScalars.first, text.unicodeScalars.last]
        let needsRoom = ends.contains("`") || ends.first == " " || text.isEmpty
        let room = needsRoom ? " " : ""
        return fence + room + text + room + fence
    }

    /// Lines as they are, in a code block; the language `diff` colours those that begin with a sign.
    static func block(_ lines: [String], language: String = "") -> String {
        let lines = lines.map(Printable.escaped)
        let longest = lines.map(longestRunOfTicks).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return ([fence + language] + lines + [fence]).joined(separator: "\n")
    }

    /// Content that is shown after a click on its title.
    ///
    /// - Parameter title: HTML: plain words, and `html(_:)` for text from outside.
    static func folded(_ title: String, _ content: String) -> String {
        "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
    }

    /// A few words within HTML, as code.
    package static func html(_ text: String) -> String {
        "<code>" + HTMLText.escaped(shortened(text)) + "</code>"
    }

    /// A link, if the text is plainly an address; code otherwise.
    static func link(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
                    || "-._~:/?#=&%+".unicodeScalars.contains($0))
        }
        return isPlain && text.hasPrefix("http") && text.contains("://") ? "<\(text)>" : code(text)
    }

    /// A hidden line, by which a workflow finds the comment with its plan again.
    static func planMarker(program: String, stage: String) -> String {
        let text = Printable.escaped("\(program) plan: \(stage)").replacingScalars {
            $0 == "<" || $0 == ">" ? "_" : nil
        }
        return "<!-- \(text) -->\n"
    }

    /// The whole pieces, in order, that fit into `bytes`, and how many do not.
    static func fitting(_ pieces: [String], in bytes: Int) -> (kept: [String], leftOut: Int) {
        var rest = bytes
        let kept = pieces.filter { piece in
            let fits = piece.utf8.count + 2 <= rest
            if fits { rest -= piece.utf8.count + 2 }
            return fits
        }
        return (kept, pieces.count - kept.count)
    }

    /// One line, no longer than a name is: longer text belongs in a block.
    private static func shortened(_ text: String) -> String { Printable.cut(Printable.escaped(text), to: 300) }

    private static func longestRunOfTicks(in text: String) -> Int {
        var (longest, run) = (0, 0)
        for next in text.unicodeScalars {
            run = next == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        return longest
    }
}

/// Text in a page's markup.
package enum HTMLText {
    private static let references: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]

    /// The text with HTML's special characters as references, for content and for quoted attributes alike.
    package static func escaped(_ text: String) -> String { text.replacingScalars { references[$0] } }
}
