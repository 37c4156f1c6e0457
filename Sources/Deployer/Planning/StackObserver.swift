/// Observes a stack: the described resources, and those that are its own and no longer described.
struct StackObserver<Context: Sendable>: Sendable {
    let deployment: Deployment<Context>
    let clock: any Clock<Duration>

    /// How many found resources are observed at once: a search may name any number of them.
    private static var foundAtOnce: Int { 20 }

    /// The comparisons of all described resources, in order; all are observed in parallel.
    func look(preparing: Bool) async throws -> [ResourceComparison<Context>] {
        try await sideBySide(deployment.resources) { try await look(at: $0, preparing: preparing) }
    }

    /// Of the found resources, and of all that belong to ours, those that exist, are ours and are not described.
    ///
    /// It costs one more round of requests for what was found, and one for each step from resource to resource. If
    /// everything is as described, it costs none.
    func undescribed(
        beside described: [ResourceComparison<Context>], _ owned: Owned, _ search: FoundResources<Context>
    ) async throws -> (comparisons: [ResourceComparison<Context>], unseen: [Unseen]) {
        var known = Set(described.map(\.resource.id))
        var (found, unseen) = ([ResourceComparison<Context>](), [Unseen]())
        var next = described.filter { owned.isOurs($0.resource.id) }.reduce(search) { $0 + $1.related }
        while true {
            unseen += next.unseen
            let new = next.joined.filter { known.insert($0.id).inserted }
            guard !new.isEmpty else { break }
            let looked = try await sideBySide(new, atOnce: Self.foundAtOnce, lookIfPossible)
            unseen += looked.compactMap(\.unseen)
            let ours = ours(among: looked.compactMap(\.comparison), described, found, owned)
            found += ours
            next = ours.reduce(FoundResources()) { $0 + $1.related }
        }
        return (found.sorted { $0.resource.id.description < $1.resource.id.description }, unseen)
    }

    /// The found resources that are this stack's: by their tags, or through the resource that they belong to.
    private func ours(
        among looked: [ResourceComparison<Context>], _ described: [ResourceComparison<Context>],
        _ found: [ResourceComparison<Context>],
        _ owned: Owned
    ) -> [ResourceComparison<Context>] {
        // A resource that is taken over is ours from this plan on, with what belongs to it.
        let existing = described.filter { $0.readiness != nil && owned.isOurs($0.resource.id) }
            .map { ($0.resource.id, Ownership?.some(.ours)) }
        let owners = existing + (found + looked).map { ($0.resource.id, $0.ownership) }
        let ownership = Dictionary(owners) { first, _ in first }
        return looked.filter { comparison in
            var whose = comparison.ownership
            // Follow a chain of owners for at most as many steps as there are resources.
            for _ in owners {
                guard case .through(let owner) = whose else { break }
                whose = ownership[owner] ?? nil
            }
            return whose == .ours
        }
    }

    /// Observes a found resource; if that fails, reports it, and the plan goes on without it.
    private func lookIfPossible(
        at resource: any Resource<Context>
    ) async throws -> (comparison: ResourceComparison<Context>?, unseen: Unseen?) {
        do {
            return (try await look(at: resource, preparing: false, isDescribed: false), nil)
        } catch let error as DeployError {
            let why = deployment.explain(error.cause) ?? (error.cause as? any Explainable)?.explanation
            let sentences = why.map { [Words.wholeSentence($0.phrase), $0.why] } ?? ["Looking at it failed."]
            return (
                nil,
                Unseen(
                    "\(resource.id), which is not described",
                    why: sentences.filter { !$0.isEmpty }.joined(separator: " "))
            )
        }
    }

    /// Runs `work` on `items`, at most so many in parallel; returns the results in the items' order.
    private func sideBySide<Item: Sendable, Result: Sendable>(
        _ items: [Item], atOnce most: Int = .max, _ work: @escaping @Sendable (Item) async throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results: [Int: Result] = [:]
            for (index, item) in items.enumerated() {
                if index >= most, let (index, result) = try await group.next() { results[index] = result }
                group.addTask { (index, try await work(item)) }
            }
            for try await (index, result) in group { results[index] = result }
            return results.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Prepares a description and observes the resource in parallel, since observing needs only the name.
    private func look<R: Resource>(
        at resource: R, preparing: Bool, isDescribed: Bool = true
    ) async throws -> ResourceComparison<Context> where R.Context == Context {
        let context = deployment.context
        async let observation = wrappingErrors(of: resource.id, .observing) { try await decided(resource) }
        async let belongings = wrappingErrors(of: resource.id, .observing) {
            try await resource.finder?.belongings(in: context) ?? FoundResources()
        }
        let prepared =
            preparing
            ? try await wrappingErrors(of: resource.id, .preparing) { try await resource.prepared(in: context) }
            : resource
        return ResourceComparison(
            prepared, try await observation, try await belongings, isDescribed: isDescribed, in: context)
    }

    /// The observation, as soon as the owner is known or the settling time is over.
    ///
    /// After a run was killed right after a create, the resource is still being created, and its tags cannot be read
    /// yet. It is ours, but would be refused as someone else's.
    private func decided<R: Resource>(_ resource: R) async throws -> Observation<R>? where R.Context == Context {
        let time = Stopwatch(clock)
        while true {
            let seen = try await resource.observe(in: deployment.context)
            guard seen?.reasonWhyUndecided != nil, time.now() < Settling.time else { return seen }
            try await time.sleep(.milliseconds(500))
        }
    }

    /// Runs `work`, and wraps its error with the resource and the activity.
    private func wrappingErrors<T: Sendable>(
        of id: ResourceID, _ activity: DeployError.Activity, _ work: @Sendable () async throws -> T
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

extension FoundResources {
    /// The resources, each once, with all that was found out about it.
    var joined: [any Resource<Context>] {
        var indices: [ResourceID: Int] = [:]
        return resources.reduce(into: []) { joined, resource in
            if let index = indices[resource.id] {
                joined[index] = joined[index].joined(with: resource)
            } else {
                indices[resource.id] = joined.count
                joined.append(resource)
            }
        }
    }
}

extension Resource {
    /// The same resource, merged with what another search found out about it.
    fileprivate func joined(with other: any Resource<Context>) -> any Resource<Context> {
        func opened<Found: FindsRelated<Context>>(_ found: Found) -> any Resource<Context> {
            (other as? Found).map { found.joined(with: $0) as Found } ?? found
        }
        return finder.map { opened($0) } ?? self
    }
}
