/// Which of the things that stand are this stack's, those included that are owned through another.
struct Owned {
    private let ownership: [ResourceID: Ownership]
    private let adopting: Set<ResourceID>
    private let graph: Graph

    /// Reads the marks off what was seen.
    ///
    /// What is on its way out may have lost its mark already: without any it is nobody's, and is waited for, not touched.
    init<Context>(_ comparisons: [ResourceComparison<Context>], _ graph: Graph, adopting: Set<ResourceID>) {
        var ownership: [ResourceID: Ownership] = [:]
        for comparison in comparisons where !comparison.leavesWithoutMark {
            ownership[comparison.resource.id] = comparison.ownership
        }
        self.ownership = ownership
        self.graph = graph
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
            case .ofAnotherRegion: return false
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

    /// The region to whose stage it belongs; nil where that is this one.
    func otherRegion(of id: ResourceID) -> String? {
        guard case .ofAnotherRegion(let region) = ownership[id] else { return nil }
        return region
    }

    /// What needs it, stands, and is left alone, so that it has to stay; nil where nothing does.
    func user(of id: ResourceID) -> ResourceID? {
        graph.users(of: id).first { ownership[$0] != nil && !isOurs($0) }
    }

    /// Why what is not ours is not touched.
    func reasonToLeaveAlone(_ id: ResourceID) -> String {
        otherRegion(of: id).map { "left alone, it belongs to this stage in \($0)" }
            ?? "left alone, it does not carry this stack's tags"
    }
}
