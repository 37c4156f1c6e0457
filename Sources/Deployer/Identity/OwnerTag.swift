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
struct OtherOwner: CustomStringConvertible {
    private let stack: String?
    private let stage: String?

    /// Whose the two tags say it is; nil where it carries neither.
    init?(_ tags: [String: String]) {
        (stack, stage) = (tags[OwnerTag.stack], tags[OwnerTag.stage])
        guard stack != nil || stage != nil else { return nil }
    }

    /// As `stage prod of the stack guestbook`.
    var description: String {
        [stage.map { "stage \($0)" }, stack.map { "the stack \($0)" }].compactMap { $0 }.joined(separator: " of ")
    }
}
