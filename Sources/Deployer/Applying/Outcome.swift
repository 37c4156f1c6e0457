/// The result of applying a plan.
public struct Outcome: Sendable {
    /// A step that was left unfinished.
    public struct Unfinished: Sendable, Equatable {
        /// The resource.
        public let id: ResourceID
        /// What it was waiting for.
        public let reason: String

        /// An unfinished step, made by the executor or a test.
        public init(_ id: ResourceID, reason: String) {
            self.id = id
            self.reason = reason
        }
    }

    /// The completed steps that had something to change.
    public let finished: [Step]
    /// The failures, in the order in which they happened.
    public let failures: [DeployError]
    /// The steps that still had to wait when the work was stopped.
    public let unfinished: [Unfinished]
    /// The resources that were not begun, because of a failure or a stop request.
    public let notBegun: [ResourceID]
    /// The stack's outputs, as they are now.
    public let outputs: [Output]

    /// An outcome, made by the executor or a test.
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
    /// It is as described, or gone; its outputs.
    case done([Output])
    /// It failed.
    case failed(DeployError)
    /// It was left unfinished; what it was waiting for.
    case unfinished(reason: String)
    /// It was not begun.
    case notBegun
}

/// Collects how the steps ended.
struct StepEnds {
    private let plan: Plan
    private var outputs: [ResourceID: [Output]] = [:]
    private var failures: [DeployError] = []
    private var unfinished: [Outcome.Unfinished] = []
    private var notBegun: [ResourceID] = []

    init(_ plan: Plan) { self.plan = plan }

    /// Adds how a step ended; if it is done again, its last end counts.
    mutating func add(_ id: ResourceID, _ end: StepEnd) {
        outputs[id] = nil
        switch end {
        case .done(let outputs): self.outputs[id] = outputs
        case .failed(let error): failures.append(error)
        case .unfinished(let reason): unfinished.append(Outcome.Unfinished(id, reason: reason))
        case .notBegun: notBegun.append(id)
        }
    }

    /// The completed removals.
    var removed: [Step] { plan.steps.filter { $0.action == .delete && outputs[$0.id] != nil } }

    /// The outcome, in the plan's order; a resource that was not touched keeps its outputs from the plan.
    var outcome: Outcome {
        Outcome(
            finished: plan.steps.filter { outputs[$0.id] != nil && $0.action != .none }, failures: failures,
            unfinished: unfinished, notBegun: notBegun, outputs: plan.steps.flatMap { outputs[$0.id] ?? $0.outputs })
    }
}

/// An event while a plan is applied, for whoever shows progress.
public enum Event: Sendable {
    /// Work on a resource begins.
    case started(ResourceID, Step.Action)
    /// It has to wait; the same reason may be reported many times.
    case waiting(ResourceID, reason: String)
    /// It is not as planned, for example since someone else changed it; it is planned again, and work continues.
    case replanned(ResourceID, reason: String)
    /// It is as described, or gone.
    case finished(ResourceID, Step.Action, took: Duration)
    /// It failed.
    case failed(ResourceID, DeployError)
    /// It was not begun, since a resource that it needs failed.
    case skipped(ResourceID, because: ResourceID)
    /// The work will stop early.
    case stopping
    /// It was left unfinished, since the work was stopped; what it was waiting for.
    case unfinished(ResourceID, reason: String)
    /// It was not begun, since the work was stopped.
    case notBegun(ResourceID)
}
