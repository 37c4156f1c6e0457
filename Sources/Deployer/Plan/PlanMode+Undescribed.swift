// What becomes of what is this stack's and no longer described.
extension PlanMode {
    /// Everything that has to be done: with what is described, in its order, then with what is not any more.
    func steps<Context>(
        for described: [ResourceComparison<Context>], _ owned: Owned, undescribed: [ResourceComparison<Context>]
    ) -> [Step] {
        let leaving = undescribed.map(step(forUndescribed:))
        let left = leaving.filter { $0.traits.contains(.data) }.map(\.id)
        return described.compactMap { comparison in
            step(for: comparison, owned).map { $0.remarking(dataLeftIn: left) }
        } + leaving
    }

    /// It goes; what holds data only where that is asked for, and what cannot be removed stays in a deploy, which says why.
    private func step<Context>(forUndescribed comparison: ResourceComparison<Context>) -> Step {
        let resource = comparison.resource
        let obstacle = removes ? nil : comparison.deletionObstacle
        var remarks = comparison.remarks + ["no longer described"]
        var traits: Set<Step.Trait> = resource.holdsData ? [.undescribed, .data] : [.undescribed]
        let isKept = resource.holdsData && !includesData
        if isKept {
            remarks.append("kept, it holds data: --delete-data removes it")
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

    /// Why a removal of what is no longer described must not be carried out.
    func refusals<Context>(ofUndescribed comparison: ResourceComparison<Context>) -> [Refusal.Reason] {
        guard removes, comparison.stands, includesData || !comparison.resource.holdsData else { return [] }
        return comparison.deletionObstacle.map { [.obstacle(comparison.resource.id, $0)] } ?? []
    }
}

extension Step {
    /// The step, where it makes something that holds data, with what data stays behind in what is no longer described.
    fileprivate func remarking(dataLeftIn left: [ResourceID]) -> Step {
        let alike = left.filter { $0.kind == id.kind }
        guard action == .create, traits.contains(.data), !alike.isEmpty else { return self }
        var step = self
        step.remarks.append("made empty: the data stays behind in \(Words.list(alike.map(\.description)))")
        return step
    }
}
