/// Identifies a resource in a stack: its kind and its name, such as `role UpdateVisitorCount-role`.
public struct ResourceID: Sendable, Hashable, CustomStringConvertible {
    /// The kind, such as `role`.
    public let kind: String
    /// Its name on the cloud.
    public let name: String

    /// The identity of a resource; the resource need not be in the stack's list.
    public init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Kind and name, for people.
    public var description: String { "\(kind) \(name)" }
}

/// Whom a resource belongs to.
///
/// A resource that is not ours is never changed and never removed.
public enum Ownership: Sendable, Equatable {
    /// It has this stack's and stage's tags.
    case ours
    /// It has someone else's tags or none: the tags that it has.
    case foreign(tags: [String: String])
    /// It belongs to this stack and stage, but in another region.
    ///
    /// The cloud keeps such a resource once for all regions.
    case ofAnotherRegion(String)
    /// It cannot have tags; it belongs to the owner of this other resource.
    case through(ResourceID)
}

/// The names of the tags that say whom a resource belongs to; each cloud writes them in its own way.
public enum OwnerTag {
    /// Its value is the stack's name.
    public static let stack = "deployer:stack"
    /// Its value is the stage's name.
    public static let stage = "deployer:stage"
    /// Its value is the stage's region; it is set on what a cloud keeps once for all regions.
    public static let region = "deployer:region"
}

/// Another stack or stage that a resource belongs to.
package struct OtherOwner: CustomStringConvertible {
    private let stack: String?
    private let stage: String?

    /// The owner that the tags name; nil if there is neither tag.
    package init?(_ tags: [String: String]) {
        (stack, stage) = (tags[OwnerTag.stack], tags[OwnerTag.stage])
        guard stack != nil || stage != nil else { return nil }
    }

    /// The same; nil also if what the tags name is this owner's: one of the two tags is missing then.
    package init?(_ tags: [String: String], besides owner: (stack: String, stage: String)?) {
        self.init(tags)
        guard let owner else { return }
        if stack ?? owner.stack == owner.stack, stage ?? owner.stage == owner.stage { return nil }
    }

    /// For example `stage prod of the stack guestbook`.
    package var description: String {
        [stage.map { "stage \($0)" }, stack.map { "the stack \($0)" }].compactMap { $0 }.joined(separator: " of ")
    }
}
