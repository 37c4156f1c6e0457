/// What became of a plan that was applied.
public struct Outcome: Sendable {
    /// A step that was left where it stood.
    public struct Unfinished: Sendable, Equatable {
        /// The resource.
        public let id: ResourceID
        /// What it was waiting for.
        public let reason: String

        /// A step as the executor or a test makes it.
        public init(_ id: ResourceID, reason: String) {
            self.id = id
            self.reason = reason
        }
    }

    /// Every step that was to be done and was.
    public let finished: [Step]
    /// Why others were not, in the order in which it happened.
    public let failures: [DeployError]
    /// What was under way when the work was to end, and had to wait.
    public let unfinished: [Unfinished]
    /// What was not begun: because of the failures, or since the work was to end.
    public let notBegun: [ResourceID]
    /// What the stack's users want to know, as it stands now.
    public let outputs: [Output]

    /// An outcome as the executor or a test makes it.
    public init(
        finished: [Step], failures: [DeployError] = [], unfinished: [Unfinished] = [], notBegun: [ResourceID] = [],
        outputs: [Output] = []
    ) {
        self.finished = finished
        self.failures = failures
        self.unfinished = unfinished
        self.notBegun = notBegun
        self.outputs = outputs
    }

    /// Whether everything was done.
    public var isComplete: Bool { failures.isEmpty && unfinished.isEmpty && notBegun.isEmpty }
}

/// How one step ended.
enum StepEnd: Sendable {
    /// It is as described, or gone; what its users want to know.
    case done([Output])
    /// It could not be done.
    case failed(DeployError)
    /// It was left where it stood; what it was waiting for.
    case unfinished(reason: String)
    /// It was not begun.
    case notBegun
}

/// How the steps ended, gathered as they do.
struct StepEnds {
    private let plan: Plan
    private var outputs: [ResourceID: [Output]] = [:]
    private var failures: [DeployError] = []
    private var unfinished: [Outcome.Unfinished] = []
    private var notBegun: [ResourceID] = []

    init(_ plan: Plan) { self.plan = plan }

    /// Takes in how a step ended; of one that had to be done again, how it ended at last.
    mutating func add(_ id: ResourceID, _ end: StepEnd) {
        outputs[id] = nil
        switch end {
        case .done(let outputs): self.outputs[id] = outputs
        case .failed(let error): failures.append(error)
        case .unfinished(let reason): unfinished.append(Outcome.Unfinished(id, reason: reason))
        case .notBegun: notBegun.append(id)
        }
    }

    /// What was removed.
    var removed: [Step] { plan.steps.filter { $0.action == .delete && outputs[$0.id] != nil } }

    /// In the plan's order; a resource that was not touched keeps the outputs that it was planned with.
    var outcome: Outcome {
        Outcome(
            finished: plan.steps.filter { outputs[$0.id] != nil && $0.action != .none }, failures: failures,
            unfinished: unfinished, notBegun: notBegun, outputs: plan.steps.flatMap { outputs[$0.id] ?? $0.outputs })
    }
}

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
