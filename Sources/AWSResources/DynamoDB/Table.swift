public import AWSClient
public import Deployer

/// A DynamoDB table: its key, its billing, and the protection of its data.
///
/// ```swift
/// let visits = Table("VisitorCount", partitionKey: .string("id"), deletionProtection: true, pointInTimeRecovery: true)
/// ```
///
/// Its key can never change, and the deployer never replaces a table: its data would be lost.
public struct Table: Sendable {
    /// The table's name, unique in an account and region.
    public let name: String
    /// The attributes that identify an item.
    public var key: TableKey
    /// How reads and writes are billed.
    public var billing: TableBilling
    /// The maximum write units per second, while on demand; nil for no maximum.
    ///
    /// DynamoDB throttles what goes beyond. One unit is one write of an item of up to 1 KB. DynamoDB aims at the
    /// maximum, and may let more through for a moment.
    public var maxWriteUnits: Int?
    /// Whether AWS refuses to delete the table.
    public var deletionProtection: Bool
    /// Whether the table can be restored to any second of the last 35 days.
    public var pointInTimeRecovery: Bool
    /// Its tags; once prepared, also the owner's.
    public var tags: [String: String]
    /// The name of its output in the program; nil for none.
    public var outputName: String?
    /// Where the program describes it.
    public private(set) var codeLocation: CodeLocation?

    /// A table whose items are found by `partitionKey` and, if given, sorted by `sortKey`.
    public init(
        _ name: String, partitionKey: KeyAttribute, sortKey: KeyAttribute? = nil, billing: TableBilling = .onDemand,
        maxWriteUnits: Int? = nil, deletionProtection: Bool = false, pointInTimeRecovery: Bool = false,
        tags: [String: String] = [:], file: String = #fileID, line: Int = #line
    ) {
        self.init(
            name: name, key: TableKey(partition: partitionKey, sort: sortKey), billing: billing,
            maxWriteUnits: maxWriteUnits, deletionProtection: deletionProtection,
            pointInTimeRecovery: pointInTimeRecovery, tags: tags)
        codeLocation = CodeLocation(file: file, line: line)
    }

    init(
        name: String, key: TableKey, billing: TableBilling, maxWriteUnits: Int? = nil, deletionProtection: Bool,
        pointInTimeRecovery: Bool, tags: [String: String]
    ) {
        self.name = name
        self.key = key
        self.billing = billing
        self.maxWriteUnits = maxWriteUnits
        self.deletionProtection = deletionProtection
        self.pointInTimeRecovery = pointInTimeRecovery
        self.tags = tags
    }

    /// A table of which only the name is known.
    package init(undescribed name: String) {
        self.init(
            name: name, key: TableKey(partition: nil), billing: .onDemand, deletionProtection: false,
            pointInTimeRecovery: false, tags: [:])
    }
}

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

extension Table: AWSResource {
    /// The operations of its lifecycle.
    public static let operations = (
        reads: [
            DynamoDBClient.describeTable, DynamoDBClient.describeContinuousBackups, DynamoDBClient.listTagsOfResource,
            DynamoDBClient.getResourcePolicy,
        ],
        writes: [
            DynamoDBClient.createTable, DynamoDBClient.updateTable, DynamoDBClient.deleteTable,
            DynamoDBClient.updateContinuousBackups, DynamoDBClient.tagResource, DynamoDBClient.untagResource,
        ]
    )
    /// What DynamoDB's errors mean.
    public static let errors = DynamoDBErrors.rules

    /// Its ARN.
    public func arn(in aws: AWS) -> String { aws.scope.arn(table: name) }

    /// As the tagging API calls it.
    public static let taggedTypes = ["dynamodb:table"]

    /// The table with that ARN.
    public static func found(_ arn: String, in aws: AWS) -> Table? {
        aws.scope.name(in: arn, after: aws.scope.arn(table: "")).flatMap {
            $0.contains("/") ? nil : Table(undescribed: $0)
        }
    }
}
