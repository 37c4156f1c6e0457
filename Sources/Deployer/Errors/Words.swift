/// Small pieces of sentences.
package enum Words {
    /// A number with its noun, such as `1 change` or `6 changes`.
    package static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// A list, such as `a, b and c`.
    package static func list(_ items: [String], last word: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(word) " + last
    }

    /// A length of time, such as `3.2 s` or `1 min 12 s`.
    package static func time(_ duration: Duration) -> String {
        let tenths =
            Int(duration.components.seconds) * 10 + Int(duration.components.attoseconds / 100_000_000_000_000_000)
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
        return "\(tenths / 600) min \(tenths / 10 % 60) s"
    }

    /// A length of time in whole seconds, such as `12 s` or `1 min 12 s`.
    package static func wholeSeconds(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }

    /// The reason for a wait, such as `waiting: role not assumable yet`.
    package static func waiting(for reason: String) -> String {
        let isSentence = reason.last.map { ".!?…".contains($0) } ?? false
        return "waiting: \(isSentence ? String(reason.dropLast()) : reason)"
    }

    /// The reason for a wait and its length so far, such as `waiting: role not assumable yet, 12 s`.
    package static func waiting(for reason: String, _ duration: Duration) -> String {
        "\(waiting(for: reason)), \(wholeSeconds(duration))"
    }

    /// The message as soon as the work is stopped early.
    package static let stopping = "Stopping: what is under way is finished first; press Ctrl-C again to stop now"

    /// The text with a capital first letter: for a word, never for a name.
    package static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    /// The phrase as a sentence that begins with a capital letter, unless it begins with a name.
    package static func wholeSentence(_ phrase: Phrase) -> String { sentence(phrase.capitalised) }

    /// The text as a sentence: with a full stop, unless it already ends with a punctuation mark.
    package static func sentence(_ text: String) -> String {
        guard let last = text.last else { return "" }
        return ".!?:…".contains(last) ? text : text + "."
    }
}

extension Phrase {
    /// The phrase as the beginning of a sentence.
    var capitalised: String { beginsWithName ? text : Words.capitalised(text) }
}

/// The beginning of a sentence, without full stop; it knows whether it begins with a name.
///
/// An interpolated value at the start is a name, such as of a stack, a host, a file, an option or a property: it always
/// keeps its case. A literal at the start is a word, which gets a capital letter at the beginning of a sentence.
///
/// `"\(host) gave no answer"` begins with a name, `"the host gave no answer"` with a word.
public struct Phrase: Sendable, Equatable, ExpressibleByStringInterpolation {
    /// The text for the middle of a sentence.
    public let text: String
    /// Whether its first word keeps its case.
    let beginsWithName: Bool

    /// Words that were put together elsewhere and do not begin with a name.
    public init(words text: String) {
        self.text = text
        beginsWithName = false
    }

    /// A phrase from a literal.
    public init(stringLiteral text: String) { self.init(words: text) }

    /// A phrase from a literal with interpolated values.
    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        beginsWithName = stringInterpolation.beginsWithName
    }

    /// Collects the pieces, and checks whether the first one that is not empty is interpolated.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var text = ""
        fileprivate var beginsWithName = false

        /// No pieces yet.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds literal text.
        public mutating func appendLiteral(_ literal: String) { text += literal }

        /// Adds an interpolated value.
        public mutating func appendInterpolation(_ value: some Any) {
            let piece = String(describing: value)
            if text.isEmpty, !piece.isEmpty { beginsWithName = true }
            text += piece
        }
    }
}
