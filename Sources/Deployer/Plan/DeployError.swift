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
