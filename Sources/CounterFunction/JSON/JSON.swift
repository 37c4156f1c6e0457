/// A JSON value (RFC 8259).
///
/// A number keeps its text: a count can be larger than any type here, and rounding it would be wrong.
indirect enum JSON: Equatable, Sendable {
    /// Nothing.
    case null
    /// True or false.
    case bool(Bool)
    /// A number as it is written.
    case number(String)
    /// A text, its escapes resolved.
    case string(String)
    /// Values in order.
    case array([JSON])
    /// Names with their values, in the order read or to be written.
    case object([Member])

    /// One name and its value.
    struct Member: Equatable, Sendable {
        /// As it is written, its escapes resolved.
        let name: String
        /// What the name stands for.
        let value: JSON
    }

    /// The value of that name in an object; the last one where a name is repeated.
    subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The text of a string.
    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }
}

extension JSON: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
    /// An object with its members in the order written.
    init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member(name: $0.0, value: $0.1) })
    }

    /// A string.
    init(stringLiteral value: String) {
        self = .string(value)
    }
}
