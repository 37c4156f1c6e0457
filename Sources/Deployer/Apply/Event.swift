/// One thing that happened while a plan was applied, for whoever shows progress.
public enum Event: Sendable {
    /// Work on a resource begins.
    case started(ResourceID, Step.Action)
    /// It is waited for; the reason may be told many times.
    case waiting(ResourceID, reason: String)
    /// It is as described, or gone.
    case finished(ResourceID, Step.Action, took: Duration)
    /// It could not be done.
    case failed(ResourceID, DeployError)
    /// It was not begun, since something that it needs failed.
    case skipped(ResourceID, because: ResourceID)
}

/// What became of a plan that was applied.
public struct Outcome: Sendable {
    /// Every step that was to be done and was.
    public let finished: [Step]
    /// Why the others were not, in the order in which it happened.
    public let failures: [DeployError]
    /// What was not begun because of them.
    public let skipped: [ResourceID]
    /// What the stack's users want to know, as it stands now.
    public let outputs: [Output]

    /// An outcome as the executor or a test makes it.
    public init(finished: [Step], failures: [DeployError] = [], skipped: [ResourceID] = [], outputs: [Output] = []) {
        self.finished = finished
        self.failures = failures
        self.skipped = skipped
        self.outputs = outputs
    }
}
