/// In what order resources can be made: which needs which, checked.
struct Graph: Sendable {
    /// What each resource needs, near and far.
    private let needs: [ResourceID: Set<ResourceID>]

    /// Checks that everything that is used is there, once, and that nothing needs itself.
    ///
    /// - Throws: ``GraphError``.
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

    /// Adds everything that `id` needs to `all`; `path` is what led here.
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

    /// Whether it is one of the resources.
    func contains(_ id: ResourceID) -> Bool { needs[id] != nil }

    /// Everything that needs `id`, near and far, in a fixed order.
    func users(of id: ResourceID) -> [ResourceID] {
        needs.filter { $0.value.contains(id) }.map(\.key).sorted { $0.description < $1.description }
    }

    /// For each of `ids` those others of them that must be done first: what it needs or, for a removal, what needs it.
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
    /// The graph of things that were found, in which what they use need not be.
    init<Context>(ofFound resources: [any Resource<Context>]) throws(GraphError) {
        let ids = Set(resources.map(\.id))
        try self.init(resources.map { (id: $0.id, dependencies: $0.dependencies.filter(ids.contains)) })
    }

    /// The graph of a stack's resources.
    init<Context>(of resources: [any Resource<Context>]) throws(GraphError) {
        try self.init(resources.map { (id: $0.id, dependencies: $0.dependencies) })
    }
}

/// A description that cannot be put in order; a mistake in the program that describes the stack.
public enum GraphError: Error, Sendable, Equatable {
    /// Two resources of one kind have one name.
    case duplicate(ResourceID)
    /// A resource uses another that is not in the stack's list.
    case unknown(ResourceID, usedBy: ResourceID)
    /// Resources use each other in a circle.
    case circle([ResourceID])
    /// Two outputs would have one name; the other is nil where every stack has such an output.
    case duplicateOutput(String, ResourceID, and: ResourceID?)
    /// No output can be called so.
    case badOutputName(String, ResourceID)
}
