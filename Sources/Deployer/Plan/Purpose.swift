/// What a plan is for.
public enum Purpose: Sendable, Equatable {
    /// Make everything as described. Of what carries no mark of ours, only what `adopting` names is taken over.
    case deploy(adopting: Set<ResourceID>)
    /// Remove everything that is ours. Data stays unless `includingData`.
    case destroy(includingData: Bool)
    /// Look only: what is not ours is no reason to stop.
    case inspect

    /// Whether steps remove things, so that what needs goes before what is needed.
    var removes: Bool {
        if case .destroy = self { return true }
        return false
    }

    /// Whether descriptions are completed first; to remove a thing its name is enough.
    var prepares: Bool { !removes }

    /// What may be taken over though it carries no mark of ours.
    var adopting: Set<ResourceID> {
        if case .deploy(let adopting) = self { return adopting }
        return []
    }

    /// Why this must not be carried out.
    func refusals<Context>(of sighting: Sighting<Context>, _ owned: Owned) -> [Refusal.Reason] {
        let id = sighting.resource.id
        guard sighting.stands else { return [] }
        switch self {
        case .deploy:
            if let tags = owned.foreignTags(of: id) {
                return [.foreign(id, tags: tags, origin: sighting.resource.origin(ofForeign: tags))]
            }
            guard owned.isOurs(id) else { return [] }
            return sighting.immutable.map { .immutable(id, $0.change, advice: $0.advice) }
        case .destroy(let includingData):
            guard owned.isOurs(id), includingData || !sighting.resource.holdsData else { return [] }
            return sighting.deletionObstacle.map { [.obstacle(id, $0)] } ?? []
        case .inspect:
            return []
        }
    }

    /// What has to be done with one resource; nil where there is nothing to say of it.
    func step<Context>(for sighting: Sighting<Context>, _ owned: Owned) -> Step? {
        if case .destroy(let includingData) = self {
            return removal(of: sighting, owned, includingData: includingData)
        }
        let resource = sighting.resource
        let isOurs = owned.isOurs(resource.id)
        let action: Step.Action = !sighting.stands ? .create : !isOurs || sighting.changes.isEmpty ? .none : .update
        let taken = owned.takenOver(resource.id).map(resource.remarks(onTakingOver:)) ?? []
        let remarks = taken + (action == .none ? [] : resource.remarks(on: sighting.changes))
        return Step(
            resource.id, action, changes: action == .none ? [] : sighting.changes, details: resource.details,
            remarks: isOurs ? remarks : [Self.notOurs],
            summary: resource.summary, outputs: sighting.stands && isOurs ? sighting.outputs : [],
            settling: sighting.readiness?.unrest, traits: traits(of: resource, isOurs: isOurs))
    }

    private func traits(of resource: some Resource, isOurs: Bool) -> Set<Step.Trait> {
        Set((isOurs ? [] : [.foreign]) + (resource.holdsData ? [.data] : []))
    }

    private func removal<Context>(of sighting: Sighting<Context>, _ owned: Owned, includingData: Bool) -> Step? {
        let resource = sighting.resource
        guard sighting.readiness != nil else { return nil }
        let isOurs = owned.isOurs(resource.id)
        let isKept = resource.holdsData && !includingData
        var remarks: [String] = []
        if !isOurs {
            remarks = [Self.notOurs]
        } else if isKept {
            remarks = ["kept, it holds data: --delete-data removes it"]
        } else if resource.holdsData {
            remarks = ["its data is lost"]
        }
        return Step(
            resource.id, isOurs && !isKept ? .delete : .none, remarks: remarks, summary: resource.summary,
            outputs: isOurs ? sighting.outputs : [], settling: sighting.readiness?.unrest,
            traits: traits(of: resource, isOurs: isOurs))
    }

    private static let notOurs = "left alone, it does not carry this stack's tags"
}

extension Resource {
    /// Properties that the text of a creation leaves out.
    var details: Set<String> { Self.details }
    /// Whether removing it loses what cannot be made again.
    var holdsData: Bool { Self.holdsData }
}

/// Which of the things that stand are this stack's, those included that are owned through another.
struct Owned {
    private let ownership: [ResourceID: Ownership]
    private let adopting: Set<ResourceID>

    /// Reads the marks off what was seen.
    init<Context>(_ sightings: [Sighting<Context>], adopting: Set<ResourceID>) {
        var ownership: [ResourceID: Ownership] = [:]
        for sighting in sightings { ownership[sighting.resource.id] = sighting.ownership }
        self.ownership = ownership
        self.adopting = adopting
    }

    /// Whether it may be changed and removed; what does not stand may be made.
    func isOurs(_ id: ResourceID) -> Bool {
        var id = id
        // An owner that is owned through another is followed at most once for each thing there is.
        for _ in 0...ownership.count {
            switch ownership[id] {
            case .ours, nil: return true
            case .foreign: return adopting.contains(id)
            case .through(let owner): id = owner
            }
        }
        return false
    }

    /// The tags of what carries another's mark or none; nil for ours, and for what is owned through another.
    func foreignTags(of id: ResourceID) -> [String: String]? {
        guard !adopting.contains(id), case .foreign(let tags) = ownership[id] else { return nil }
        return tags
    }

    /// The tags of what carries another's mark or none, and is taken over; nil for all else.
    func takenOver(_ id: ResourceID) -> [String: String]? {
        guard adopting.contains(id), case .foreign(let tags) = ownership[id] else { return nil }
        return tags
    }
}
