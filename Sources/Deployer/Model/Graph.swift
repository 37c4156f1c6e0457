/// Which resource needs which, checked, and the order of work that follows from it.
struct Graph: Sendable {
    /// What each resource needs, directly and indirectly.
    private let needs: [ResourceID: Set<ResourceID>]

    /// Checks that each resource is listed once, that all its dependencies are listed, and that there is no cycle.
    ///
    /// - Throws: ``GraphError``, the first of ``errors(of:)``.
    init(_ resources: [(id: ResourceID, dependencies: [ResourceID])]) throws(GraphError) {
        if let error = Self.errorsInList(resources).first { throw error }
        needs = try Self.needs(resources)
    }

    /// All errors in the list of a stack's resources; a cycle is looked for in a list without other errors.
    static func errors<Context>(of resources: [any Resource<Context>]) -> [GraphError] {
        let resources = resources.map { (id: $0.id, dependencies: $0.dependencies) }
        let errors = errorsInList(resources)
        guard errors.isEmpty else { return errors }
        do throws(GraphError) {
            _ = try needs(resources)
            return []
        } catch {
            return [error]
        }
    }

    private static func errorsInList(_ resources: [(id: ResourceID, dependencies: [ResourceID])]) -> [GraphError] {
        var (listed, duplicates) = (Set<ResourceID>(), [ResourceID]())
        for (id, _) in resources where !listed.insert(id).inserted && !duplicates.contains(id) { duplicates.append(id) }
        let unknown = resources.flatMap { id, dependencies in
            dependencies.filter { !listed.contains($0) }.map { GraphError.unknown($0, usedBy: id) }
        }
        return duplicates.map { .duplicate($0) } + unknown
    }

    /// What each resource needs, directly and indirectly.
    private static func needs(
        _ resources: [(id: ResourceID, dependencies: [ResourceID])]
    ) throws(GraphError) -> [ResourceID: Set<ResourceID>] {
        let direct = Dictionary(resources.map { ($0.id, $0.dependencies) }) { first, _ in first }
        var all: [ResourceID: Set<ResourceID>] = [:]
        for (id, _) in resources { try collect(id, direct, path: [], into: &all) }
        return all
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

    /// The resources that it is about, as far as they are described.
    var resources: [ResourceID] {
        switch self {
        case .duplicate(let id), .unknown(_, usedBy: let id), .badOutputName(_, let id): [id]
        case .circle(let ids): ids
        case .duplicateOutput(_, let id, let other): [id] + [other].compactMap { $0 }
        }
    }
}
