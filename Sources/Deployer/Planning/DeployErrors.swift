/// An error with one resource: which resource, in what stage, during what activity, and why.
public struct DeployError: Error, Sendable {
    /// What was being done.
    public enum Activity: String, Sendable {
        /// Build, zip, hash.
        case preparing
        /// Reading what exists.
        case observing
        /// Creating it.
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

    /// An error, made by the planner, the executor or a test.
    public init(resource: ResourceID, stage: String, activity: Activity, cause: any Error) {
        self.resource = resource
        self.stage = stage
        self.activity = activity
        self.cause = cause
    }
}

/// A plan that must not be applied, with all reasons; nothing was changed.
public struct Refusal: Error, Sendable, Equatable {
    /// One reason.
    public enum Reason: Sendable, Equatable {
        /// A resource of that name exists and is not this stack's: its tags, and where it comes from, if known.
        case foreign(ResourceID, tags: [String: String], origin: String = "")
        /// It belongs to this stack and stage in another region; the cloud keeps it once for all regions.
        case ofAnotherRegion(ResourceID, region: String)
        /// A property differs that cannot be changed after creation; with what to do instead.
        case immutable(ResourceID, Change, advice: String)
        /// It cannot be changed to what is described; why, with what to do.
        case changeObstacle(ResourceID, String)
        /// It cannot be removed in its present state; why, with what to do.
        case obstacle(ResourceID, String)
    }

    /// The reasons.
    public let reasons: [Reason]

    /// A refusal, made by the planner or a test.
    public init(reasons: [Reason]) {
        self.reasons = reasons
    }
}
