/// A text that is the same as another only where its bytes are, also in a set and as a key.
///
/// A cloud keeps bytes. Swift's `==` takes `é` for the same as `e` and an accent, so a `Set<String>` would hold one of the two.
public struct ExactText: Sendable, Hashable, Comparable {
    /// The text.
    public let text: String

    /// A text as it is.
    public init(_ text: String) { self.text = text }

    /// Whether both are the same bytes in UTF-8.
    public static func == (one: ExactText, other: ExactText) -> Bool { one.text.hasSameBytes(as: other.text) }

    /// By the bytes in UTF-8, so that the order is always the same.
    public static func < (one: ExactText, other: ExactText) -> Bool {
        one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
    }

    /// Of the bytes in UTF-8.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
        hasher.combine(0xFF as UInt8)
    }
}

extension ExactText: ExpressibleByStringInterpolation {
    /// A text as it is written.
    public init(stringLiteral text: String) { self.init(text) }
}

extension ExactText: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}

extension ExactText: ValueConvertible {
    /// As text.
    public var planValue: Value { .text(text) }
}

extension Set<ExactText> {
    /// Each of the texts that has other bytes than the rest.
    public init(exactly texts: some Sequence<String>) { self.init(texts.map { ExactText($0) }) }

    /// The texts in order.
    public var texts: [String] { sorted().map(\.text) }
}
