extension Value {
    /// The value as bytes that no other value has: a letter for the case, and before whatever has a length, the length.
    var canonicalBytes: [UInt8] {
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
