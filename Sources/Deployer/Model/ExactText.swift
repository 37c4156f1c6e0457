/// A text that equals another only if their bytes are equal, also in a set and as a key.
///
/// A cloud compares bytes. Swift's `==` takes `é` for equal to `e` with a combining accent, so a `Set<String>` would
/// hold only one of the two.
public struct ExactText: Sendable, Hashable, Comparable {
    /// The text.
    public let text: String

    /// A text, unchanged.
    public init(_ text: String) { self.text = text }

    /// Whether both have the same bytes in UTF-8.
    public static func == (one: ExactText, other: ExactText) -> Bool { one.text.hasSameBytes(as: other.text) }

    /// Compares the bytes in UTF-8, so that the order is always the same.
    public static func < (one: ExactText, other: ExactText) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    /// Hashes the bytes in UTF-8.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension ExactText: ExpressibleByStringInterpolation {
    /// A text from a literal.
    public init(stringLiteral text: String) { self.init(text) }
}

extension ExactText: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}

extension ExactText: ValueConvertible {
    /// The text as a value.
    public var planValue: Value { .text(text) }
}

extension Set<ExactText> {
    /// The texts that differ in their bytes, each once.
    public init(exactly texts: some Sequence<String>) { self.init(texts.map { ExactText($0) }) }

    /// The texts in order.
    public var texts: [String] { sorted().map(\.text) }
}
