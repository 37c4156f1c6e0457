/// Compares a stack with what stands: looks at every resource at once, and changes nothing.
public struct Planner<Context: Sendable>: Sendable {
    private let deployment: Deployment<Context>

    /// A planner for one stack in one stage.
    public init(_ deployment: Deployment<Context>) { self.deployment = deployment }

    /// The plan for `purpose`.
    ///
    /// - Throws: ``GraphError``, ``Refusal``, ``DeployError``, or what `confirmLocation` throws. Nothing was changed then.
    public func plan(_ purpose: Purpose) async throws -> PlannedStack<Context> {
        let (planned, reasons) = try await compare(purpose)
        guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
        return planned
    }

    /// The plan that was saved, made anew, if every fact that it was made of still holds.
    ///
    /// - Throws: ``StalePlan``, or what `plan(_:)` throws. Nothing was changed then.
    func plan(asSaved saved: SavedPlan) async throws -> PlannedStack<Context> {
        let (planned, reasons) = try await compare(saved.purpose)
        // What moved comes before the refusals, which can only follow from it: no plan is saved that is refused.
        if let stale = saved.staleness(against: SavedPlan(planned, salt: saved.salt)) { throw stale }
        guard reasons.isEmpty else { throw Refusal(reasons: reasons) }
        return planned
    }

    /// Compares everything with what stands; gives the plan, and why it must not be carried out.
    private func compare(
        _ purpose: Purpose
    ) async throws -> (planned: PlannedStack<Context>, refusals: [Refusal.Reason]) {
        let graph = try Graph(of: deployment.resources)
        let outputNames = try OutputNames(of: deployment.resources)
        async let looked = look(preparing: purpose.prepares)
        // Where we are comes first: in the wrong account whatever else went wrong does not matter.
        let location = try await deployment.confirmLocation()
        let sightings = try await looked.map { $0.naming(outputs: outputNames) }

        let owned = Owned(sightings, adopting: purpose.adopting)
        let planned = PlannedStack(
            plan: Plan(
                stack: deployment.stack, stage: deployment.stage, location: location,
                steps: sightings.compactMap { purpose.step(for: $0, owned) }),
            purpose: purpose, graph: graph, outputNames: outputNames,
            resources: Dictionary(uniqueKeysWithValues: sightings.map { ($0.resource.id, $0.resource) }),
            facts: Dictionary(uniqueKeysWithValues: sightings.map { ($0.facts.id, $0.facts) }),
            context: deployment.context, digest: deployment.digest, options: deployment.options,
            notes: deployment.notes,
            explain: deployment.explain)
        return (planned, sightings.flatMap { purpose.refusals(of: $0, owned) })
    }

    /// Every resource's sighting, in order; all are looked at side by side.
    private func look(preparing: Bool) async throws -> [Sighting<Context>] {
        try await withThrowingTaskGroup(of: (Int, Sighting<Context>).self) { group in
            for (index, resource) in deployment.resources.enumerated() {
                group.addTask { (index, try await look(at: resource, preparing: preparing)) }
            }
            var found: [Int: Sighting<Context>] = [:]
            for try await (index, sighting) in group { found[index] = sighting }
            return found.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Prepares a description and looks at what stands, side by side, since looking needs its name alone.
    private func look<R: Resource>(at resource: R, preparing: Bool) async throws -> Sighting<Context>
    where R.Context == Context {
        let context = deployment.context
        async let observation = told(resource.id, .observing) { try await resource.observe(in: context) }
        let prepared =
            preparing
            ? try await told(resource.id, .preparing) { try await resource.prepared(in: context) } : resource
        return Sighting(prepared, try await observation)
    }

    /// Runs `work`; what it throws is wrapped with what was being done to which resource.
    private func told<T: Sendable>(
        _ id: ResourceID, _ activity: DeployError.Activity, _ work: @Sendable () async throws -> T
    ) async throws -> T {
        do {
            return try await work()
        } catch let error as CancellationError {
            throw error
        } catch {
            throw DeployError(resource: id, stage: deployment.stage, activity: activity, cause: error)
        }
    }
}
