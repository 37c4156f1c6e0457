/// Something went wrong with one resource: which, in what stage, doing what, and why.
public struct DeployError: Error, Sendable {
    /// What was being done.
    public enum Activity: String, Sendable {
        /// Build, zip, hash.
        case preparing
        /// Reading what stands.
        case observing
        /// Making it.
        case creating
        /// Changing it.
        case updating
        /// Removing it.
        case deleting
    }

    /// The resource.
    public let resource: ResourceID
    /// The stage's name.
    public let stage: String
    /// What was being done.
    public let activity: Activity
    /// What was thrown.
    public let cause: any Error

    /// An error as the planner, the executor or a test makes it.
    public init(resource: ResourceID, stage: String, activity: Activity, cause: any Error) {
        self.resource = resource
        self.stage = stage
        self.activity = activity
        self.cause = cause
    }
}

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
