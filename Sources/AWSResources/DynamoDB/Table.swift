public import AWSClient
public import Deployer

/// A DynamoDB table: its keys, its billing, and how long its data stays.
///
/// ```swift
/// let visits = Table("VisitorCount", partitionKey: .string("id"), deletionProtection: true, pointInTimeRecovery: true)
/// let orders = Table(
///     "Orders", partitionKey: .string("id"),
///     indexes: [.init("byCustomer", partitionKey: .string("customer"), sortKey: .number("at"), projects: .all)],
///     timeToLive: "expiresAt", stream: .newAndOldImages)
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
    /// Further keys by which its items are found; at most 20.
    ///
    /// An index on AWS that is not described is deleted.
    public var indexes: [TableIndex]
    /// The attribute that says when an item has expired, in seconds since 1970; nil to keep items.
    ///
    /// AWS deletes what has expired within a few days, and does not bill for that. It accepts one change of this setting
    /// in about an hour.
    public var timeToLive: String?
    /// What its stream says of each changed item; nil for no stream.
    public var stream: TableStream?
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
        _ name: String, partitionKey: KeyAttribute, sortKey: KeyAttribute? = nil, indexes: [TableIndex] = [],
        billing: TableBilling = .onDemand, maxWriteUnits: Int? = nil, timeToLive: String? = nil,
        stream: TableStream? = nil, deletionProtection: Bool = false, pointInTimeRecovery: Bool = false,
        tags: [String: String] = [:], file: String = #fileID, line: Int = #line
    ) {
        self.init(
            name: name, key: TableKey(partition: partitionKey, sort: sortKey), indexes: indexes, billing: billing,
            maxWriteUnits: maxWriteUnits, timeToLive: timeToLive, stream: stream,
            deletionProtection: deletionProtection, pointInTimeRecovery: pointInTimeRecovery, tags: tags)
        codeLocation = CodeLocation(file: file, line: line)
    }

    init(
        name: String, key: TableKey, indexes: [TableIndex] = [], billing: TableBilling, maxWriteUnits: Int? = nil,
        timeToLive: String? = nil, stream: TableStream? = nil, deletionProtection: Bool, pointInTimeRecovery: Bool,
        tags: [String: String]
    ) {
        self.name = name
        self.key = key
        self.billing = billing
        self.maxWriteUnits = maxWriteUnits
        self.indexes = indexes
        self.timeToLive = timeToLive
        self.stream = stream
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

extension Table: AWSResource {
    /// The operations of its lifecycle.
    public static let operations = (
        reads: [
            DynamoDBClient.describeTable, DynamoDBClient.describeContinuousBackups, DynamoDBClient.describeTimeToLive,
            DynamoDBClient.listTagsOfResource, DynamoDBClient.getResourcePolicy,
        ],
        writes: [
            DynamoDBClient.createTable, DynamoDBClient.updateTable, DynamoDBClient.deleteTable,
            DynamoDBClient.updateContinuousBackups, DynamoDBClient.updateTimeToLive, DynamoDBClient.tagResource,
            DynamoDBClient.untagResource,
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
