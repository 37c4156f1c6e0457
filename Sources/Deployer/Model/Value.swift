/// A property's value in a plan: it can be printed, compared and written as JSON, whatever its original type.
public enum Value: Sendable, Equatable {
    /// No value.
    case none
    /// True or false.
    case flag(Bool)
    /// A whole number.
    case number(Int)
    /// Text.
    case text(String)
    /// Several values, in a fixed order.
    case list([Value])
    /// A value that must not be shown, such as a secret: only its existence is known.
    case hidden
}

extension Value: Encodable {
    /// Encodes it as plain JSON; a hidden value becomes `"(hidden)"`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .none: try container.encodeNil()
        case .flag(let flag): try container.encode(flag)
        case .number(let number): try container.encode(number)
        case .text(let text): try container.encode(text)
        case .list(let values): try container.encode(values)
        case .hidden: try container.encode("(hidden)")
        }
    }
}

/// A type with values that a plan can hold.
public protocol ValueConvertible {
    /// The value for a plan.
    var planValue: Value { get }
}

extension Value: ValueConvertible {
    /// Itself.
    public var planValue: Value { self }
}
extension Bool: ValueConvertible {
    /// As a flag.
    public var planValue: Value { .flag(self) }
}
extension Int: ValueConvertible {
    /// As a number.
    public var planValue: Value { .number(self) }
}
extension String: ValueConvertible {
    /// As text.
    public var planValue: Value { .text(self) }
}
extension Optional: ValueConvertible where Wrapped: ValueConvertible {
    /// No value, or the wrapped one.
    public var planValue: Value { self?.planValue ?? .none }
}
extension Array: ValueConvertible where Element: ValueConvertible {
    /// A list in the same order.
    public var planValue: Value { .list(map(\.planValue)) }
}
extension Set: ValueConvertible where Element: ValueConvertible & Comparable {
    /// A sorted list, since a set has no order.
    public var planValue: Value { .list(sorted().map(\.planValue)) }
}

extension Value {
    /// Bytes that no other value has: a letter for the case, the length of a text or list, then the content.
    package var canonicalBytes: [UInt8] {
        switch self {
        case .none: Array("n".utf8)
        case .flag(let flag): Array((flag ? "t" : "f").utf8)
        case .number(let number): Array("i\(number);".utf8)
        case .text(let text): Array("s\(text.utf8.count):".utf8) + text.utf8
        case .list(let values): Array("l\(values.count):".utf8) + values.flatMap(\.canonicalBytes)
        case .hidden: Array("h".utf8)
        }
    }
}

extension Value {
    /// Whether both are equal, texts by their bytes: Swift's own `==` takes some texts with different bytes for equal.
    public static func == (one: Value, other: Value) -> Bool {
        switch (one, other) {
        case (.none, .none), (.hidden, .hidden): true
        case (.flag(let one), .flag(let other)): one == other
        case (.number(let one), .number(let other)): one == other
        case (.text(let one), .text(let other)): one.hasSameBytes(as: other)
        case (.list(let one), .list(let other)): one == other
        default: false
        }
    }
}

extension String {
    /// Whether both have the same bytes in UTF-8; `==` can be true even if they have not.
    package func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
