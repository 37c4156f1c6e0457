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
