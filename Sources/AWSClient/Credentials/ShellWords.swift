/// Splits a text into words by the quoting rules of a POSIX shell, without expanding or running anything.
///
/// It is Python's `shlex.split`, as AWS's tools read `credential_process` and the names of sections.
enum ShellWords {
    /// The words; nil if a quotation is not closed or a backslash is the last character.
    static func split(_ text: String) -> [String]? {
        var reader = Reader(rest: text.unicodeScalars[...])
        while let character = reader.rest.popFirst() {
            switch character {
            case " ", "\t", "\r", "\n": reader.endWord()
            case "'", "\"": guard reader.readQuotation(closedBy: character) else { return nil }
            case "\\":
                guard let escaped = reader.rest.popFirst() else { return nil }
                reader.append(escaped)
            default: reader.append(character)
            }
        }
        reader.endWord()
        return reader.words
    }

    /// Quotes a text so that ``split(_:)`` and a shell read it as one word.
    static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty
            && text.utf8.allSatisfy {
                ("a"..."z").contains(Unicode.Scalar($0)) || ("A"..."Z").contains(Unicode.Scalar($0))
                    || "0123456789-_./@+=:,".utf8.contains($0)
            }
        return isPlain ? text : "'" + text.replacing("'", with: #"'"'"'"#) + "'"
    }

    private struct Reader {
        var rest: Substring.UnicodeScalarView
        var words: [String] = []
        /// Nil between two words; an empty pair of quotes is a word.
        private var word: String.UnicodeScalarView?

        init(rest: Substring.UnicodeScalarView) { self.rest = rest }

        mutating func append(_ character: Unicode.Scalar) {
            var longer = word ?? .init()
            longer.append(character)
            word = longer
        }

        mutating func endWord() {
            if let word { words.append(String(word)) }
            word = nil
        }

        /// False if the quotation is not closed.
        mutating func readQuotation(closedBy quote: Unicode.Scalar) -> Bool {
            word = word ?? .init()
            while let character = rest.popFirst() {
                if character == quote { return true }
                guard quote == "\"", character == "\\" else {
                    append(character)
                    continue
                }
                // In double quotes, a backslash escapes itself and the quote; before any other character it is literal.
                guard let escaped = rest.popFirst() else { return false }
                if escaped != "\\", escaped != quote { append(character) }
                append(escaped)
            }
            return false
        }
    }
}
