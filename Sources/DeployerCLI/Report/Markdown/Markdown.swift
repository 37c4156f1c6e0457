/// Pieces of GitHub-flavoured Markdown that hold text from outside, whatever is in it.
///
/// In code nobody is mentioned, nothing becomes a link, an image or a tag, and a pipe is a pipe. What has a meaning is a
/// scalar, as to those who read it: a combining character is no part of the mark before it.
package enum Markdown {
    /// The most bytes of one text: a comment on GitHub takes 65,536 characters, and a step's summary more.
    static let limit = 65_000

    /// A few words in the middle of a line, as code.
    package static func code(_ text: String) -> String {
        let text = shortened(text)
        let fence = String(repeating: "`", count: longestRunOfTicks(in: text) + 1)
        // A space on either side is taken away again, where both are there (CommonMark 6.1).
        let ends = [text.unicodeScalars.first, text.unicodeScalars.last]
        let needsRoom = ends.contains("`") || ends.first == " " || text.isEmpty
        let room = needsRoom ? " " : ""
        return fence + room + text + room + fence
    }

    /// Lines as they are, in a block of code; with the language `diff` those with a sign in front are coloured.
    static func block(_ lines: [String], language: String = "") -> String {
        let lines = lines.map(Printable.escaped)
        let longest = lines.map(longestRunOfTicks).max() ?? 0
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return ([fence + language] + lines + [fence]).joined(separator: "\n")
    }

    /// What is shown once its title is clicked.
    ///
    /// - Parameter title: for HTML: plain words, and `html(_:)` of what comes from outside.
    static func folded(_ title: String, _ content: String) -> String {
        "<details><summary>\(title)</summary>\n\n\(content)\n\n</details>"
    }

    /// A few words within HTML, as code.
    package static func html(_ text: String) -> String {
        "<code>" + HTMLText.escaped(shortened(text)) + "</code>"
    }

    /// An address that can be clicked, where it is plainly one; code otherwise.
    static func link(_ text: String) -> String {
        let isPlain = text.unicodeScalars.allSatisfy {
            $0.isASCII
                && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
                    || "-._~:/?#=&%+".unicodeScalars.contains($0))
        }
        return isPlain && text.hasPrefix("http") && text.contains("://") ? "<\(text)>" : code(text)
    }

    /// A line that is not shown, by which a workflow finds the comment with its plan again.
    static func planMarker(program: String, stage: String) -> String {
        let text = Printable.escaped("\(program) plan: \(stage)").replacingScalars {
            $0 == "<" || $0 == ">" ? "_" : nil
        }
        return "<!-- \(text) -->\n"
    }

    /// Those of the pieces, whole and in order, that `bytes` have room for, and how many have none.
    static func fitting(_ pieces: [String], in bytes: Int) -> (kept: [String], leftOut: Int) {
        var rest = bytes
        let kept = pieces.filter { piece in
            let fits = piece.utf8.count + 2 <= rest
            if fits { rest -= piece.utf8.count + 2 }
            return fits
        }
        return (kept, pieces.count - kept.count)
    }

    /// On one line, and no longer than a name is: what is longer stands in blocks.
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

/// Text as it stands in a page's markup.
package enum HTMLText {
    private static let references: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]

    /// The text with what means something to HTML written as references, for content and for quoted attributes alike.
    package static func escaped(_ text: String) -> String { text.replacingScalars { references[$0] } }
}
