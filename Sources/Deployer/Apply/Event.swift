/// One thing that happened while a plan was applied, for whoever shows progress.
public enum Event: Sendable {
    /// Work on a resource begins.
    case started(ResourceID, Step.Action)
    /// It is waited for; the reason may be told many times.
    case waiting(ResourceID, reason: String)
    /// It is not as it was when it was planned, since someone else was at it; it is planned anew, and work goes on.
    case replanned(ResourceID, reason: String)
    /// It is as described, or gone.
    case finished(ResourceID, Step.Action, took: Duration)
    /// It could not be done.
    case failed(ResourceID, DeployError)
    /// It was not begun, since something that it needs failed.
    case skipped(ResourceID, because: ResourceID)
    /// The work is to come to an early end.
    case stopping
    /// It was left where it stands, since the work is to end; what it was waiting for.
    case unfinished(ResourceID, reason: String)
    /// It was not begun, since the work is to end.
    case notBegun(ResourceID)
}
