/// Compares a stack with what exists: observes every resource at once, and changes nothing.
public struct Planner<Context: Sendable>: Sendable {
    private let deployment: Deployment<Context>
    private let observer: StackObserver<Context>

    /// A planner for one stack in one stage.
    public init(_ deployment: Deployment<Context>, clock: any Clock<Duration> = ContinuousClock()) {
        self.deployment = deployment
        observer = StackObserver(deployment: deployment, clock: clock)
    }

    /// The plan for `mode`.
    ///
    /// - Throws: ``InvalidStack``, ``Refusal``, ``DeployError``, or what `confirmLocation` throws; nothing was changed
    public func plan(_ mode: PlanMode) async throws -> PlannedStack<Context> {
        let (planned, reasons) = try await compare(mode)
        guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
        return planned
    }

    /// The saved plan, made again, if every fact that it was based on is still the same.
    ///
    /// - Throws: ``StalePlan``, or what `plan(_:)` throws; nothing was changed
    package func plan(asSaved saved: SavedPlan) async throws -> PlannedStack<Context> {
        let (planned, reasons) = try await compare(saved.mode)
        // Changed facts come before refusals, which can only follow from them: a refused plan is never saved.
        if let stale = saved.staleness(against: SavedPlan(planned, salt: saved.salt)) { throw stale }
        guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
        return planned
    }

    /// Compares everything with what exists; returns the plan, and why it must not be applied.
    private func compare(
        _ mode: PlanMode
    ) async throws -> (planned: PlannedStack<Context>, refusals: [Refusal.Reason]) {
        try deployment.check(isWhole: mode.prepares)
        let graph = try Graph(of: deployment.resources)
        let outputNames = OutputNames(of: deployment.resources)
        async let looked = observer.look(preparing: mode.prepares)
        async let searched = deployment.search()
        // The location comes first: in the wrong account no other error matters.
        let location = try await deployment.confirmLocation()
        let comparisons = try await looked.map { $0.naming(outputs: outputNames) }
        let owned = Owned(comparisons, graph, adopting: mode.adopting)
        let undescribed = try await observer.undescribed(beside: comparisons, owned, try await searched)

        let all = comparisons + undescribed.comparisons
        let planned = PlannedStack(
            plan: Plan(
                stack: deployment.stack, stage: deployment.stage, location: location,
                steps: mode.steps(for: comparisons, owned, undescribed: undescribed.comparisons),
                unseen: undescribed.unseen),
            mode: mode, graph: try Graph(ofFound: all.map(\.resource)),
            outputNames: outputNames,
            resources: Dictionary(uniqueKeysWithValues: all.map { ($0.resource.id, $0.resource) }),
            facts: Dictionary(uniqueKeysWithValues: all.map { ($0.facts.id, $0.facts) }),
            deployment: deployment)
        let refusals =
            comparisons.flatMap { mode.refusals(of: $0, owned) }
            + undescribed.comparisons.flatMap { mode.refusals(ofUndescribed: $0) }
        return (planned, refusals)
    }
}
