/// Which of the existing resources are this stack's, directly or through another resource.
struct Owned {
    private let ownership: [ResourceID: Ownership]
    private let adopting: Set<ResourceID>
    private let graph: Graph

    /// Reads the owners from the observed tags.
    ///
    /// A resource that is being deleted may already have lost its tags. Without any tags it is nobody's: the engine
    /// waits for it, and does not touch it.
    init<Context>(_ comparisons: [ResourceComparison<Context>], _ graph: Graph, adopting: Set<ResourceID>) {
        var ownership: [ResourceID: Ownership] = [:]
        for comparison in comparisons where !comparison.leavesWithoutMark {
            ownership[comparison.resource.id] = comparison.ownership
        }
        self.ownership = ownership
        self.graph = graph
        self.adopting = adopting
    }

    /// Whether it may be changed and removed; a resource that does not exist may be created.
    func isOurs(_ id: ResourceID) -> Bool {
        var id = id
        // Follow a chain of owners for at most as many steps as there are resources.
        for _ in 0...ownership.count {
            switch ownership[id] {
            case .ours, nil: return true
            case .foreign: return adopting.contains(id)
            case .ofAnotherRegion: return false
            case .through(let owner): id = owner
            }
        }
        return false
    }

    /// The tags of a resource with someone else's tags or none; nil if it is ours, or owned through another.
    func foreignTags(of id: ResourceID) -> [String: String]? {
        guard !adopting.contains(id), case .foreign(let tags) = ownership[id] else { return nil }
        return tags
    }

    /// The same for a resource that is taken over; nil for all others.
    func takenOver(_ id: ResourceID) -> [String: String]? {
        guard adopting.contains(id), case .foreign(let tags) = ownership[id] else { return nil }
        return tags
    }

    /// The other region whose stage it belongs to; nil if there is none.
    func otherRegion(of id: ResourceID) -> String? {
        guard case .ofAnotherRegion(let region) = ownership[id] else { return nil }
        return region
    }

    /// An existing resource that needs it and is left alone, so that it must stay; nil if there is none.
    func user(of id: ResourceID) -> ResourceID? {
        graph.users(of: id).first { ownership[$0] != nil && !isOurs($0) }
    }

    /// Why a resource that is not ours is not touched.
    func reasonToLeaveAlone(_ id: ResourceID) -> String {
        otherRegion(of: id).map { "left alone, it belongs to this stage in \($0)" }
            ?? "left alone, it does not carry this stack's tags"
    }
}
