/// A plan that must not be carried out, with every reason there is; nothing was changed.
public struct Refusal: Error, Sendable, Equatable {
    /// One reason.
    public enum Reason: Sendable, Equatable {
        /// Something of that name stands and is not this stack's: its tags, and how it may have come about, if that is known.
        case foreign(ResourceID, tags: [String: String], origin: String = "")
        /// It belongs to this stack and stage in another region, and the cloud keeps it once for all regions.
        case ofAnotherRegion(ResourceID, region: String)
        /// A property that cannot be changed once made differs; with what to do instead.
        case immutable(ResourceID, Change, advice: String)
        /// It cannot be brought to what is described; why, with what to do.
        case changeObstacle(ResourceID, String)
        /// It cannot be removed as it is; why, with what to do.
        case obstacle(ResourceID, String)
    }

    /// Why not.
    public let reasons: [Reason]

    /// A refusal as the planner or a test makes it.
    public init(reasons: [Reason]) {
        self.reasons = reasons
    }
}
