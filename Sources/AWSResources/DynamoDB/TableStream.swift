public import Deployer

/// What a table's stream says of each changed item.
///
/// A stream keeps what changed for 24 hours. Its ARN ends with the time at which it was switched on, so it is known only
/// then, and another one each time.
public struct TableStream: RawRepresentable, Sendable, Hashable, ValueConvertible {
    /// DynamoDB's name for it, such as `NEW_IMAGE`.
    public let rawValue: String
    /// A kind of stream by DynamoDB's name, known here or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// The item before and after the change.
    public static let newAndOldImages = TableStream(rawValue: "NEW_AND_OLD_IMAGES")
    /// The item after the change.
    public static let newImages = TableStream(rawValue: "NEW_IMAGE")
    /// The item before the change.
    public static let oldImages = TableStream(rawValue: "OLD_IMAGE")
    /// Nothing but the item's key.
    public static let keysOnly = TableStream(rawValue: "KEYS_ONLY")

    /// Such as `new and old images`.
    public var planValue: Value {
        switch self {
        case .newAndOldImages: .text("new and old images")
        case .newImages: .text("new images")
        case .oldImages: .text("old images")
        case .keysOnly: .text("keys only")
        default: .text(rawValue)
        }
    }
}
