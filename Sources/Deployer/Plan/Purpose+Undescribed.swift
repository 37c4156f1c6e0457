// What becomes of what is this stack's and no longer described.
extension Purpose {
    /// Everything that has to be done: with what is described, in its order, then with what is not any more.
    func steps<Context>(
        for described: [Sighting<Context>], _ owned: Owned, undescribed: [Sighting<Context>]
    ) -> [Step] {
        let leaving = undescribed.map(step(forUndescribed:))
        let left = leaving.filter { $0.traits.contains(.data) }.map(\.id)
        return described.compactMap { sighting in
            step(for: sighting, owned).map { $0.remarking(dataLeftIn: left) }
        } + leaving
    }

    /// It goes; what holds data only where that is asked for, and what cannot be removed stays in a deploy, which says why.
    private func step<Context>(forUndescribed sighting: Sighting<Context>) -> Step {
        let resource = sighting.resource
        let obstacle = removes ? nil : sighting.deletionObstacle
        var remarks = sighting.remarks + ["no longer described"]
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
            settling: sighting.readiness?.unrest, failure: sighting.readiness?.failure, traits: traits)
    }

    /// Why a removal of what is no longer described must not be carried out.
    func refusals<Context>(ofUndescribed sighting: Sighting<Context>) -> [Refusal.Reason] {
        guard removes, sighting.stands, includesData || !sighting.resource.holdsData else { return [] }
        return sighting.deletionObstacle.map { [.obstacle(sighting.resource.id, $0)] } ?? []
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
