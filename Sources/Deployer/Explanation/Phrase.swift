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
