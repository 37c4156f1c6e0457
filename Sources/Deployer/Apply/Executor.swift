/// Brings a plan about: each resource as soon as those that it needs are done, all others beside it.
public struct Executor<Context: Sendable>: Sendable {
    private let patience: Duration
    private let time: Timekeeper

    /// An executor that gives each resource `patience` to come to rest.
    public init(patience: Duration = .seconds(600), time: Timekeeper = .system) {
        self.patience = patience
        self.time = time
    }

    /// Carries out `planned`; tells each thing that happens to `tell`, which may be called from several tasks.
    ///
    /// It does not throw: what failed stands in the outcome, beside what was done. What needs something that failed is not
    /// begun; the rest goes on.
    public func apply(_ planned: PlannedStack<Context>, tell: @escaping @Sendable (Event) -> Void) async -> Outcome {
        let steps = planned.plan.steps.filter { $0.action != .none || $0.settling != nil }
        var schedule = Schedule(planned.graph.order(of: steps.map(\.id), removing: planned.purpose.removes))
        let byID = Dictionary(uniqueKeysWithValues: steps.map { ($0.id, $0) })
        var results = Results(planned.plan)

        await withTaskGroup(of: (Step, Result<[Output], DeployError>).self) { group in
            func begin() {
                for step in schedule.ready().compactMap({ byID[$0] }) {
                    guard let resource = planned.resources[step.id] else { continue }
                    group.addTask { (step, await carryOut(step, resource, planned, tell)) }
                }
            }
            begin()
            for await (step, result) in group {
                switch result {
                case .success(let outputs):
                    schedule.finish(step.id)
                    results.add(step, outputs)
                case .failure(let error):
                    results.failures.append(error)
                    for id in schedule.fail(step.id) {
                        results.skipped.append(id)
                        tell(.skipped(id, because: step.id))
                    }
                }
                begin()
            }
        }
        return results.outcome
    }

    /// Carries out one step, and tells how it goes.
    private func carryOut<R: Resource>(
        _ step: Step, _ resource: R, _ planned: PlannedStack<Context>, _ tell: @escaping @Sendable (Event) -> Void
    ) async -> Result<[Output], DeployError> where R.Context == Context {
        let began = time.now()
        let convergence = Convergence(
            resource: resource, context: planned.context, adopts: planned.purpose.adopts, patience: patience,
            time: time, tell: tell)
        var activity = DeployError.Activity.observing
        tell(.started(step.id, step.action))
        do {
            var outputs: [Output] = []
            if step.action == .delete {
                try await convergence.remove(&activity)
            } else {
                outputs = try await convergence.bringAbout(&activity)
            }
            tell(.finished(step.id, step.action, took: time.now() - began))
            return .success(outputs)
        } catch {
            let error = DeployError(resource: step.id, stage: planned.plan.stage, activity: activity, cause: error)
            tell(.failed(step.id, error))
            return .failure(error)
        }
    }
}

extension Purpose {
    /// Whether steps remove things, so that what needs goes before what is needed.
    var removes: Bool {
        if case .destroy = self { return true }
        return false
    }
}

/// Which steps can begin: those whose predecessors are done.
struct Schedule {
    private var waiting: [ResourceID: Set<ResourceID>]

    /// A schedule of steps, each with those that must be done first.
    init(_ predecessors: [ResourceID: Set<ResourceID>]) { waiting = predecessors }

    /// The steps that can begin now; each is given once.
    mutating func ready() -> [ResourceID] {
        let ready = waiting.filter(\.value.isEmpty).map(\.key)
        for id in ready { waiting[id] = nil }
        return ready
    }

    /// A step is done; others may be ready now.
    mutating func finish(_ id: ResourceID) {
        for other in waiting.keys { waiting[other]?.remove(id) }
    }

    /// A step failed: gives those that cannot begin any more.
    ///
    /// Predecessors are listed near and far, so one look is enough.
    mutating func fail(_ id: ResourceID) -> [ResourceID] {
        let lost = waiting.filter { $0.value.contains(id) }.map(\.key)
        for other in lost { waiting[other] = nil }
        return lost.sorted { $0.description < $1.description }
    }
}

/// What the steps gave, gathered as they end.
private struct Results {
    private let plan: Plan
    private var finished: [ResourceID: [Output]] = [:]
    var failures: [DeployError] = []
    var skipped: [ResourceID] = []

    init(_ plan: Plan) { self.plan = plan }

    mutating func add(_ step: Step, _ outputs: [Output]) { finished[step.id] = outputs }

    /// In the plan's order; a resource that was not touched keeps the outputs that it was planned with.
    var outcome: Outcome {
        Outcome(
            finished: plan.steps.filter { finished[$0.id] != nil && $0.action != .none }, failures: failures,
            skipped: skipped, outputs: plan.steps.flatMap { finished[$0.id] ?? $0.outputs })
    }
}
