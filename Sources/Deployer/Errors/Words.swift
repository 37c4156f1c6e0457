/// Small pieces of sentences.
package enum Words {
    /// A number with its noun, as `1 change` or `6 changes`.
    package static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// A list, as `a, b and c`.
    package static func list(_ items: [String], last word: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    /// A length of time, as `3.2 s` or `1 min 12 s`.
    package static func time(_ duration: Duration) -> String {
        let tenths =
            Int(duration.components.seconds) * 10 + Int(duration.components.attoseconds / 100_000_000_000_000_000)
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
        return "\(tenths / 600) min \(tenths / 10 % 60) s"
    }

    /// A length of time in whole seconds, as `12 s` or `1 min 12 s`.
    package static func wholeSeconds(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }

    /// What is waited for, as `waiting: role not assumable yet`.
    package static func waiting(for reason: String) -> String {
        let isSentence = reason.last.map { ".!?…".contains($0) } ?? false
        return "waiting: \(isSentence ? String(reason.dropLast()) : reason)"
    }

    /// What is waited for and how long so far, as `waiting: role not assumable yet, 12 s`.
    package static func waiting(for reason: String, _ duration: Duration) -> String {
        "\(waiting(for: reason)), \(wholeSeconds(duration))"
    }

    /// Said at once when the work is to come to an early end.
    package static let stopping = "Stopping: what is under way is finished first; press Ctrl-C again to stop now"

    /// With a capital letter at its beginning: of a word, and never of a name.
    package static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// The text as a sentence that begins with a capital, unless it begins with a name.
    package static func wholeSentence(_ phrase: Phrase) -> String { sentence(phrase.capitalised) }

    /// The text as a sentence: with its full stop, unless it ends in a mark of its own.
    package static func sentence(_ text: String) -> String {
        guard let last = text.last else { return "" }
        return ".!?:…".contains(last) ? text : text + "."
    }
}

extension Phrase {
    /// At the beginning of a sentence.
    var capitalised: String { beginsWithName ? text : Words.capitalised(text) }
}

/// The beginning of a sentence, without its full stop, that knows whether it begins with a name.
///
/// What is put in where the text begins is one, as of a stack, a host, a file, an option or a property: it keeps its case
/// wherever the sentence stands. What is written out is a word, which gets a capital where the sentence begins.
///
/// `"\(host) gave no answer"` begins with a name, `"the host gave no answer"` with a word.
public struct Phrase: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// As it stands in the middle of a sentence.
    public let text: String
    /// Whether its first word keeps its case.
    let beginsWithName: Bool

    /// Words that were put together elsewhere, and begin with no name.
    public init(words text: String) {
        self.text = text
        beginsWithName = false
    }

    /// A phrase as it is written.
    public init(stringLiteral text: String) { self.init(words: text) }

    /// A phrase as it is written, with what is put in.
    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        beginsWithName = stringInterpolation.beginsWithName
    }

    /// Gathers the pieces, and looks at the first one that is not empty.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var beginsWithName = false

        /// Nothing yet.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// What is written out.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// What is put in.
        public mutating func appendInterpolation(_ value: some Any) {
            let piece = String(describing: value)
            if text.isEmpty, !piece.isEmpty { beginsWithName = true }
            text += piece
        }
    }
}
