/// A property's value in a plan: what can be printed, compared and written as JSON, whatever type it came from.
public enum Value: Sendable, Equatable {
    /// Nothing there.
    case none
    /// True or false.
    case flag(Bool)
    /// A whole number.
    case number(Int)
    /// Text.
    case text(String)
    /// Several values, in a fixed order.
    case list([Value])
    /// Something that must not be shown, as a secret: only that it is there.
    case hidden
}

extension Value: Encodable {
    /// As plain JSON; what is hidden is written as `"(hidden)"`.
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

/// A type whose values can stand in a plan.
public protocol ValueConvertible {
    /// The value as it stands in a plan.
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
    /// Nothing, or the value's own.
    public var planValue: Value { self?.planValue ?? .none }
}
extension Array: ValueConvertible where Element: ValueConvertible {
    /// In order.
    public var planValue: Value { .list(map(\.planValue)) }
}
extension Set: ValueConvertible where Element: ValueConvertible & Comparable {
    /// Sorted, since a set has no order of its own.
    public var planValue: Value { .list(sorted().map(\.planValue)) }
}

extension Value {
    /// The value as bytes that no other value has: a letter for the case, and before whatever has a length, the length.
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
    /// Whether both are the same, texts by their bytes: Swift's own `==` of a text takes other bytes for the same.
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
    /// Whether both are the same bytes in UTF-8, which `==` does not ask.
    package func hasSameBytes(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
