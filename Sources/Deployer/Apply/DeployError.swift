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

/// A resource did not come to rest in the time that it was given.
public struct PatienceEnded: Error, Sendable, Equatable {
    /// What was waited for at last.
    public let reason: String
    /// How long altogether.
    public let waited: Duration

    /// An error as the executor or a test makes it.
    public init(reason: String, waited: Duration) {
        self.reason = reason
        self.waited = waited
    }
}

/// A change was written again and again, and still reads back as it was.
public struct ChangeDidNotStick: Error, Sendable, Equatable {
    /// What was written, and what reads back.
    public let changes: [Change]
    /// How many times it was written.
    public let rounds: Int

    /// An error as the executor or a test makes it.
    public init(changes: [Change], rounds: Int) {
        self.changes = changes
        self.rounds = rounds
    }
}

/// The cloud gave a resource up.
public struct ResourceFailed: Error, Sendable, Equatable {
    /// The cloud's own words.
    public let reason: String

    /// An error as the executor or a test makes it.
    public init(reason: String) { self.reason = reason }
}
