/// The mode of a plan: what it is made for.
public enum PlanMode: Sendable, Equatable {
    /// Make everything as described, and remove what is ours and no longer described.
    ///
    /// Data is removed only if `includingData`. Of the resources without our tags, only those in `adopting` are taken
    /// over.
    case deploy(adopting: Set<ResourceID>, includingData: Bool = false)
    /// Remove everything that is ours; data only if `includingData`.
    case destroy(includingData: Bool)
    /// Only look: a resource that is not ours is no reason to stop.
    case inspect

    /// Whether the described resources are removed, so a resource is removed before those that it needs.
    package var removes: Bool {
        if case .destroy = self { return true }
        return false
    }

    /// Whether descriptions are completed first; a removal needs only the name.
    var prepares: Bool { !removes }

    /// The resources that may be taken over although they do not have our tags.
    var adopting: Set<ResourceID> {
        if case .deploy(let adopting, _) = self { return adopting }
        return []
    }

    /// Whether resources with data are removed too.
    var includesData: Bool {
        switch self {
        case .deploy(_, let includingData), .destroy(let includingData): includingData
        case .inspect: false
        }
    }

    /// Why this must not be applied.
    func refusals<Context>(of comparison: ResourceComparison<Context>, _ owned: Owned) -> [Refusal.Reason] {
        let id = comparison.resource.id
        guard comparison.exists else { return [] }
        switch self {
        case .deploy:
            if let tags = owned.foreignTags(of: id) {
                return [
                    .foreign(id, tags: tags, origin: comparison.resource.presentation?.origin(ofForeign: tags) ?? "")
                ]
            }
            if let region = owned.otherRegion(of: id) { return [.ofAnotherRegion(id, region: region)] }
            guard owned.isOurs(id) else { return [] }
            return comparison.immutable.map { .immutable(id, $0.change, advice: $0.advice) }
                + (comparison.changeObstacle.map { [.changeObstacle(id, $0)] } ?? [])
        case .destroy(let includingData):
            guard owned.isOurs(id), owned.user(of: id) == nil, includingData || !comparison.resource.holdsData else {
                return []
            }
            return comparison.deletionObstacle.map { [.obstacle(id, $0)] } ?? []
        case .inspect:
            return []
        }
    }

    /// What has to be done with one resource; nil if there is nothing to report.
    func step<Context>(for comparison: ResourceComparison<Context>, _ owned: Owned) -> Step? {
        if case .destroy(let includingData) = self {
            return removal(of: comparison, owned, includingData: includingData)
        }
        let resource = comparison.resource
        // A resource that is being deleted blocks nobody: the engine waits for it, whoever owns it.
        let isOurs = owned.isOurs(resource.id) || comparison.readiness?.leaving != nil
        let action: Step.Action = !comparison.exists ? .create : !isOurs || comparison.changes.isEmpty ? .none : .update
        let taken =
            owned.takenOver(resource.id).map {
                resource.presentation?.remarks(onTakingOver: $0) ?? resource.takingOver($0)
            } ?? []
        let remarks = taken + (action == .none ? [] : resource.presentation?.remarks(on: comparison.changes) ?? [])
        return Step(
            resource.id, action, changes: action == .none ? [] : comparison.changes, details: resource.details,
            remarks: isOurs ? remarks : [owned.reasonToLeaveAlone(resource.id)],
            summary: resource.presentation?.summary ?? "",
            outputs: comparison.exists && isOurs ? comparison.outputs : [],
            settling: comparison.readiness?.pendingReason, failure: isOurs ? comparison.readiness?.failure : nil,
            notices: isOurs ? comparison.notices : [], traits: traits(of: resource, isOurs: isOurs))
    }

    private func traits(of resource: some Resource, isOurs: Bool) -> Set<Step.Trait> {
        Set((isOurs ? [] : [.foreign]) + (resource.holdsData ? [.data] : []))
    }

    private func removal<Context>(of comparison: ResourceComparison<Context>, _ owned: Owned, includingData: Bool)
        -> Step?
    {
        let resource = comparison.resource
        guard comparison.readiness != nil else { return nil }
        let isOurs = owned.isOurs(resource.id)
        let user = isOurs ? owned.user(of: resource.id) : nil
        let isKept = user != nil || (resource.holdsData && !includingData)
        var remarks: [String] = []
        var traits = traits(of: resource, isOurs: isOurs)
        if !isOurs {
            remarks = [owned.reasonToLeaveAlone(resource.id)]
        } else if let user {
            remarks = ["kept, \(user) needs it, which is left alone"]
        } else if isKept {
            traits.insert(.keptData)
        } else if resource.holdsData {
            remarks = ["its data is lost"]
        }
        return Step(
            resource.id, isOurs && !isKept ? .delete : .none, remarks: remarks,
            summary: resource.presentation?.summary ?? "",
            outputs: isOurs ? comparison.outputs : [], settling: comparison.readiness?.pendingReason,
            traits: traits)
    }
}

extension Resource {
    /// The names of the properties that the text of a creation leaves out.
    fileprivate var details: Set<String> { Set(Self.schema.filter(\.isDetail).map(\.name)) }
}

// What happens to resources that are this stack's and no longer described.
extension PlanMode {
    /// All steps: for the described resources in their order, then for those that are no longer described.
    func steps<Context>(
        for described: [ResourceComparison<Context>], _ owned: Owned, undescribed: [ResourceComparison<Context>]
    ) -> [Step] {
        let leaving = undescribed.map(step(forUndescribed:))
        let left = leaving.filter { $0.traits.contains(.data) }.map(\.id)
        return described.compactMap { comparison in
            step(for: comparison, owned).map { $0.remarking(dataLeftIn: left) }
        } + leaving
    }

    /// Removes it; data stays unless requested, and in a deploy what cannot be removed stays too, with the reason.
    private func step<Context>(forUndescribed comparison: ResourceComparison<Context>) -> Step {
        let resource = comparison.resource
        let obstacle = removes ? nil : comparison.deletionObstacle
        var remarks = comparison.remarks + ["no longer described"]
        var traits: Set<Step.Trait> = resource.holdsData ? [.undescribed, .data] : [.undescribed]
        let isKept = resource.holdsData && !includesData
        if isKept {
            traits.insert(.keptData)
        } else if let obstacle {
            remarks.append("kept: \(obstacle)")
            traits.insert(.stuck)
        } else if resource.holdsData {
            remarks.append("its data is lost")
        }
        return Step(
            resource.id, isKept || obstacle != nil ? .none : .delete, remarks: remarks,
            settling: comparison.readiness?.pendingReason, failure: comparison.readiness?.failure, traits: traits)
    }

    /// Why a resource that is no longer described must not be removed.
    func refusals<Context>(ofUndescribed comparison: ResourceComparison<Context>) -> [Refusal.Reason] {
        guard removes, comparison.exists, includesData || !comparison.resource.holdsData else { return [] }
        return comparison.deletionObstacle.map { [.obstacle(comparison.resource.id, $0)] } ?? []
    }
}

extension Step {
    /// The step; if it creates a resource with data, remarks name the data left in what is no longer described.
    fileprivate func remarking(dataLeftIn left: [ResourceID]) -> Step {
        let alike = left.filter { $0.kind == id.kind }
        guard action == .create, traits.contains(.data), !alike.isEmpty else { return self }
        var step = self
        step.remarks.append("made empty: the data stays behind in \(Words.list(alike.map(\.description)))")
        return step
    }
}
