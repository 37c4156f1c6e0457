/// A plan with the prepared descriptions that its steps are carried out with.
public struct PlannedStack<Context: Sendable>: Sendable {
    /// The plan, as data.
    public let plan: Plan
    /// What it was made for.
    public let mode: PlanMode
    /// What needs what, of all that is described and all that is not any more.
    let graph: Graph
    /// What the outputs are called.
    let outputNames: OutputNames
    /// The prepared description behind each step.
    let resources: [ResourceID: any Resource<Context>]
    /// What is known of each resource, for a plan that is saved.
    let facts: [ResourceID: ResourceFacts]
    /// What it is a plan of.
    package let deployment: Deployment<Context>
}

extension PlannedStack {
    /// For each of `steps` those others of them that must be done first.
    ///
    /// What is no longer described goes once all that is described stands, when nothing uses it any more; where all goes, it
    /// goes before what it belongs to.
    func order(of steps: [Step]) -> [ResourceID: Set<ResourceID>] {
        guard !mode.removes else { return graph.order(of: steps.map(\.id), removing: true) }
        let described = steps.filter { !$0.traits.contains(.undescribed) }.map(\.id)
        let leaving = steps.filter { $0.traits.contains(.undescribed) }.map(\.id)
        let first = graph.order(of: described, removing: false)
        let last = graph.order(of: leaving, removing: true).mapValues { $0.union(described) }
        return first.merging(last) { first, _ in first }
    }

    /// The steps with which there is anything to do: to change something, to wait for what others may need, or to say that
    /// what failed still has.
    ///
    /// What is kept in a removal, nobody needs at rest. What is kept and not described cannot be brought to anything.
    package var work: [Step] {
        plan.steps.filter { step in
            let isWaitedFor = !mode.removes && !step.traits.contains(.undescribed)
            return step.action != .none || (isWaitedFor && (step.settling ?? step.failure) != nil)
        }
    }
}
