/// What a line is that the engine's commands write with `--json`: its first member, `event`.
///
/// `docs/json.schema.json` describes each.
enum EventKind: String, CaseIterable {
    /// What is going to be done; all that `plan` writes, and what `deploy` and `destroy` begin with.
    case plan
    /// What goes on all the same, but not as it should.
    case warning
    /// Work on a resource begins.
    case started
    /// A resource is waited for.
    case waiting
    /// A resource is not as it was planned any more, and planned anew.
    case replanned
    /// A resource is as described, or gone.
    case finished
    /// A resource could not be made so.
    case failed
    /// A resource was not begun, since one that it needs failed.
    case skipped
    /// The work is to come to an early end.
    case stopping
    /// A resource was left where it stood, since the work is to end.
    case unfinished
    /// A resource was not begun, since the work is to end.
    case notBegun
    /// What became of a deploy or a removal, and of any command that failed: the last line.
    case result
    /// What stands; all that `status` writes.
    case status
}
