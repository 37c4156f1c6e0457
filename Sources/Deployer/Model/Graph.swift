/// Which resource needs which, checked, and the order of work that follows from it.
struct Graph: Sendable {
    /// What each resource needs, directly and indirectly.
    private let needs: [ResourceID: Set<ResourceID>]

    /// Checks that each resource is listed once, that all its dependencies are listed, and that there is no cycle.
    ///
    /// - Throws: ``GraphError``
    init(_ resources: [(id: ResourceID, dependencies: [ResourceID])]) throws(GraphError) {
        var direct: [ResourceID: [ResourceID]] = [:]
        for (id, dependencies) in resources {
            guard direct.updateValue(dependencies, forKey: id) == nil else { throw .duplicate(id) }
        }
        for (id, dependencies) in resources {
            for dependency in dependencies where direct[dependency] == nil { throw .unknown(dependency, usedBy: id) }
        }
        var all: [ResourceID: Set<ResourceID>] = [:]
        for (id, _) in resources { try Self.collect(id, direct, path: [], into: &all) }
        needs = all
    }

    /// Adds everything that `id` needs to `all`; `path` is the way from the first resource to this one.
    private static func collect(
        _ id: ResourceID, _ direct: [ResourceID: [ResourceID]], path: [ResourceID],
        into all: inout [ResourceID: Set<ResourceID>]
    ) throws(GraphError) {
        if let start = path.firstIndex(of: id) { throw .circle(Array(path[start...])) }
        guard all[id] == nil else { return }
        var found: Set<ResourceID> = []
        for dependency in direct[id] ?? [] {
            try collect(dependency, direct, path: path + [id], into: &all)
            found.insert(dependency)
            found.formUnion(all[dependency] ?? [])
        }
        all[id] = found
    }

    /// Whether the resource is in the graph.
    func contains(_ id: ResourceID) -> Bool { needs[id] != nil }

    /// Everything that needs `id`, directly or indirectly, in a fixed order.
    func users(of id: ResourceID) -> [ResourceID] {
        needs.filter { $0.value.contains(id) }.map(\.key).sorted { $0.description < $1.description }
    }

    /// For each of `ids`, which others of them go first: those that it needs or, for a removal, those that need it.
    func order(of ids: [ResourceID], removing: Bool) -> [ResourceID: Set<ResourceID>] {
        let among = Set(ids)
        var first: [ResourceID: Set<ResourceID>] = [:]
        for id in ids {
            let needed = (needs[id] ?? []).intersection(among)
            if removing {
                first[id, default: []].formUnion([])
                for need in needed { first[need, default: []].insert(id) }
            } else {
                first[id] = needed
            }
        }
        return first
    }
}

extension Graph {
    /// The graph of found resources; their dependencies need not be among them.
    init<Context>(ofFound resources: [any Resource<Context>]) throws(GraphError) {
        let ids = Set(resources.map(\.id))
        try self.init(resources.map { (id: $0.id, dependencies: $0.dependencies.filter(ids.contains)) })
    }

    /// The graph of a stack's resources.
    init<Context>(of resources: [any Resource<Context>]) throws(GraphError) {
        try self.init(resources.map { (id: $0.id, dependencies: $0.dependencies) })
    }
}

/// The resources cannot be put in order, or their outputs cannot be named: an error in the stack's description.
public enum GraphError: Error, Sendable, Equatable {
    /// Two resources of the same kind have the same name.
    case duplicate(ResourceID)
    /// A resource needs another that is not in the stack's list.
    case unknown(ResourceID, usedBy: ResourceID)
    /// Resources need each other in a cycle.
    case circle([ResourceID])
    /// Two outputs would have the same name; the other resource is nil if every stack has an output of that name.
    case duplicateOutput(String, ResourceID, and: ResourceID?)
    /// An output cannot have this name.
    case badOutputName(String, ResourceID)
}
