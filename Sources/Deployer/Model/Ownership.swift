/// Whose a thing is.
///
/// What is not ours is never changed and never removed.
public enum Ownership: Sendable, Equatable {
    /// It carries this stack's mark.
    case ours
    /// It carries no mark or another's: the tags it does carry.
    case foreign(tags: [String: String])
    /// It carries this stack's and stage's mark, and belongs to them in another region: the cloud keeps such a thing once
    /// for all regions.
    case ofAnotherRegion(String)
    /// It cannot carry a mark; it is owned with the resource that it belongs to.
    case through(ResourceID)
}

/// The names of the tags that say whose a thing is; a cloud writes them in its own way.
public enum OwnerTag {
    /// Names the stack.
    public static let stack = "deployer:stack"
    /// Names the stage.
    public static let stage = "deployer:stage"
    /// Names the stage's region, on what a cloud keeps once for all regions.
    public static let region = "deployer:region"
}

/// The stack and stage that a thing belongs to which is not this one's.
package struct OtherOwner: CustomStringConvertible {
    private let stack: String?
    private let stage: String?

    /// Whose the two tags say it is; nil where it carries neither.
    package init?(_ tags: [String: String]) {
        (stack, stage) = (tags[OwnerTag.stack], tags[OwnerTag.stage])
        guard stack != nil || stage != nil else { return nil }
    }

    /// As `stage prod of the stack guestbook`.
    package var description: String {
        [stage.map { "stage \($0)" }, stack.map { "the stack \($0)" }].compactMap { $0 }.joined(separator: " of ")
    }
}
