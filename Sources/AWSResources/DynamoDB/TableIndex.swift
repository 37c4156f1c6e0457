import Deployer

/// A global secondary index: a second key, by which a table's items are found.
///
/// ```swift
/// TableIndex("byCustomer", partitionKey: .string("customer"), sortKey: .number("at"), projects: .only("total"))
/// ```
///
/// DynamoDB keeps it beside the table and fills it from the table's items; one that is new is of no use until it is
/// filled, which takes minutes, and with many items hours. Its key and its projection cannot be changed: a deploy then
/// deletes the index and makes it again.
public struct TableIndex: Sendable, Hashable {
    /// The name, unique in its table: a query names it.
    public let name: String
    /// The attribute that distributes the items; several only if AWS reported an index with such a key.
    public let partitionKeys: [KeyAttribute]
    /// The attribute that sorts the items of one partition, or none; several only if AWS reported such a key.
    public let sortKeys: [KeyAttribute]
    /// What a query of the index can read, besides the keys of table and index.
    public let projects: IndexProjection
    /// The read units per second, if the table's units are provisioned; nil for as many as the table's.
    public var readUnits: Int?
    /// The write units per second, if the table's units are provisioned; nil for as many as the table's.
    ///
    /// An index with too few of them holds the table's own writes up.
    public var writeUnits: Int?
    /// The maximum write units per second, while the table is on demand; nil for no maximum.
    public var maxWriteUnits: Int?

    /// An index by `partitionKey` and, if given, sorted by `sortKey`.
    ///
    /// Items without these attributes are not in it.
    public init(
        _ name: String, partitionKey: KeyAttribute, sortKey: KeyAttribute? = nil, projects: IndexProjection = .all,
        readUnits: Int? = nil, writeUnits: Int? = nil, maxWriteUnits: Int? = nil
    ) {
        self.init(
            name: name, partitionKeys: [partitionKey], sortKeys: [sortKey].compactMap { $0 }, projects: projects,
            readUnits: readUnits, writeUnits: writeUnits, maxWriteUnits: maxWriteUnits)
    }

    init(
        name: String, partitionKeys: [KeyAttribute], sortKeys: [KeyAttribute], projects: IndexProjection,
        readUnits: Int? = nil, writeUnits: Int? = nil, maxWriteUnits: Int? = nil
    ) {
        self.name = name
        self.partitionKeys = partitionKeys
        self.sortKeys = sortKeys
        self.projects = projects
        self.readUnits = readUnits
        self.writeUnits = writeUnits
        self.maxWriteUnits = maxWriteUnits
    }

    /// The attributes of its key.
    var keys: [KeyAttribute] { partitionKeys + sortKeys }

    /// What cannot be changed once it exists.
    var definition: IndexDefinition {
        IndexDefinition(partitionKeys: partitionKeys, sortKeys: sortKeys, projects: projects)
    }
}

/// What an index can answer, besides the keys of table and index.
public struct IndexProjection: Sendable, Hashable {
    /// DynamoDB's name for it.
    let type: String
    /// The named attributes, sorted: their order means nothing to DynamoDB.
    let attributes: [String]

    init(type: String, attributes: [String] = []) {
        self.type = type
        self.attributes = attributes.sorted { ExactText($0) < ExactText($1) }
    }

    /// All attributes of the items: as much again is stored and written.
    public static let all = IndexProjection(type: "ALL")
    /// Nothing but the keys.
    public static let keysOnly = IndexProjection(type: "KEYS_ONLY")
    /// These attributes.
    public static func only(_ attributes: String...) -> IndexProjection {
        IndexProjection(type: "INCLUDE", attributes: attributes)
    }

    fileprivate var words: String {
        switch type {
        case "ALL": "all attributes"
        case "KEYS_ONLY": "only the keys"
        case "INCLUDE": "only \(attributes.joined(separator: ", "))"
        default: type
        }
    }
}

/// An index's key and projection.
struct IndexDefinition: Sendable, Hashable, ValueConvertible {
    let partitionKeys: [KeyAttribute]
    let sortKeys: [KeyAttribute]
    let projects: IndexProjection

    /// Such as `customer (string), at (number): all attributes`.
    var planValue: Value {
        // Several attributes of one part are joined, so that it is seen which is which.
        let parts = [partitionKeys, sortKeys].filter { !$0.isEmpty }.map {
            $0.map { "\($0.name) (\($0.type.words))" }.joined(separator: " + ")
        }
        return .text("\(parts.joined(separator: ", ")): \(projects.words)")
    }
}

/// The units of an index, or the maximum of them.
enum IndexUnits: Sendable, Hashable, ValueConvertible {
    case provisioned(reads: Int, writes: Int)
    case atMost(writes: Int)

    /// Such as `5 read and 5 write units`.
    var planValue: Value {
        switch self {
        case .provisioned(let reads, let writes): .text("\(reads) read and \(writes) write units")
        case .atMost(let writes): .text("at most \(writes) write units a second")
        }
    }
}
