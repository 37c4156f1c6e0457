public import Deployer

/// The attributes that identify a table's items: one or two.
public struct TableKey: Sendable, Hashable, ValueConvertible {
    /// The attribute that distributes the items; nil only if AWS reported none.
    public let partition: KeyAttribute?
    /// The attribute that sorts the items of one partition.
    public let sort: KeyAttribute?

    /// A key of one or two attributes.
    public init(partition: KeyAttribute?, sort: KeyAttribute? = nil) {
        self.partition = partition
        self.sort = sort
    }

    /// Such as `id (string), at (number)`.
    public var planValue: Value {
        .text([partition, sort].compactMap { $0.map { "\($0.name) (\($0.type.words))" } }.joined(separator: ", "))
    }
}

/// One attribute of a table's key.
public struct KeyAttribute: Sendable, Hashable {
    /// DynamoDB's scalar types.
    public struct ScalarType: RawRepresentable, Sendable, Hashable {
        /// The type's letter on the wire.
        public let rawValue: String
        /// A type by its letter, known here or not.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Text.
        public static let string = ScalarType(rawValue: "S")
        /// A decimal number.
        public static let number = ScalarType(rawValue: "N")
        /// Bytes.
        public static let binary = ScalarType(rawValue: "B")

        var words: String {
            switch self {
            case .string: "string"
            case .number: "number"
            case .binary: "binary"
            default: rawValue
            }
        }
    }

    /// The attribute's name.
    public let name: String
    /// The type of its values.
    public let type: ScalarType

    /// An attribute that holds text.
    public static func string(_ name: String) -> KeyAttribute { KeyAttribute(name: name, type: .string) }
    /// An attribute that holds a number.
    public static func number(_ name: String) -> KeyAttribute { KeyAttribute(name: name, type: .number) }
    /// An attribute that holds bytes.
    public static func binary(_ name: String) -> KeyAttribute { KeyAttribute(name: name, type: .binary) }
}

/// How a table's reads and writes are billed.
public enum TableBilling: Sendable, Hashable, ValueConvertible {
    /// Per request; an idle table costs nothing.
    case onDemand
    /// A fixed number of each per second, used or not.
    case provisioned(readUnits: Int, writeUnits: Int)

    /// Such as `on demand`.
    public var planValue: Value {
        switch self {
        case .onDemand: .text("on demand")
        case .provisioned(let reads, let writes): .text("provisioned, \(reads) read and \(writes) write units")
        }
    }

    /// The units named in a plan's value; nil for any other value.
    static func units(in planValue: Value) -> (reads: Int, writes: Int)? {
        guard case .text(let text) = planValue else { return nil }
        let numbers = text.split(separator: " ").compactMap { Int($0) }
        guard numbers.count == 2 else { return nil }
        return (numbers[0], numbers[1])
    }
}
