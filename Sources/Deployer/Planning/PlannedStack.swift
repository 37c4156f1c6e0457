/// A plan, with the prepared descriptions that its steps need.
public struct PlannedStack<Context: Sendable>: Sendable {
    /// The plan, as data.
    public let plan: Plan
    /// The mode that it was made for.
    public let mode: PlanMode
    /// The dependencies between all resources, described and no longer described.
    let graph: Graph
    /// The names of the outputs.
    let outputNames: OutputNames
    /// The prepared description for each step.
    let resources: [ResourceID: any Resource<Context>]
    /// The facts about each resource, for a saved plan.
    let facts: [ResourceID: ResourceFacts]
    /// The deployment that it is made for.
    package let deployment: Deployment<Context>
}

extension PlannedStack {
    /// For each of `steps`, which others of them must be done first.
    ///
    /// A resource that is no longer described is removed after all described ones exist, when nothing uses it any more.
    /// If everything is removed, it goes before the resource that it belongs to.
    func order(of steps: [Step]) -> [ResourceID: Set<ResourceID>] {
        guard !mode.removes else { return graph.order(of: steps.map(\.id), removing: true) }
        let described = steps.filter { !$0.traits.contains(.undescribed) }.map(\.id)
        let leaving = steps.filter { $0.traits.contains(.undescribed) }.map(\.id)
        let first = graph.order(of: described, removing: false)
        let last = graph.order(of: leaving, removing: true).mapValues { $0.union(described) }
        return first.merging(last) { first, _ in first }
    }

    /// The steps with work to do: a change, a wait for what others may need, or the report of a failure.
    ///
    /// In a removal, nobody needs a kept resource to be ready. A resource that is kept and no longer described cannot
    /// be reconciled.
    package var work: [Step] {
        plan.steps.filter { step in
            let isWaitedFor = !mode.removes && !step.traits.contains(.undescribed)
            return step.action != .none || (isWaitedFor && (step.settling ?? step.failure) != nil)
        }
    }
}
