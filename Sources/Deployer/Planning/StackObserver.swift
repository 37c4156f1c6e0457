/// Looks at a stack: at what is described, and at what is its own and no longer described.
struct StackObserver<Context: Sendable>: Sendable {
    let deployment: Deployment<Context>
    let clock: any Clock<Duration>

    /// How many of the things that were found are looked at at once: nobody knows how many a search names.
    private static var foundAtOnce: Int { 20 }

    /// Every described resource's comparison, in order; all are looked at side by side.
    func look(preparing: Bool) async throws -> [ResourceComparison<Context>] {
        try await sideBySide(deployment.resources) { try await look(at: $0, preparing: preparing) }
    }

    /// What of the found things, and of all that belongs to what is ours, stands, is ours and is not described.
    ///
    /// One wave more for what was found, and one for each step from thing to thing: where everything is as described, none.
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

    /// What of the things that were found is this stack's: by its mark, or through what it belongs to.
    private func ours(
        among looked: [ResourceComparison<Context>], _ described: [ResourceComparison<Context>],
        _ found: [ResourceComparison<Context>],
        _ owned: Owned
    ) -> [ResourceComparison<Context>] {
        // What is taken over is ours from this plan on, with what belongs to it.
        let standing = described.filter { $0.readiness != nil && owned.isOurs($0.resource.id) }
            .map { ($0.resource.id, Ownership?.some(.ours)) }
        let owners = standing + (found + looked).map { ($0.resource.id, $0.ownership) }
        let ownership = Dictionary(owners) { first, _ in first }
        return looked.filter { comparison in
            var whose = comparison.ownership
            // An owner that is owned through another is followed at most once for each thing there is.
            for _ in owners {
                guard case .through(let owner) = whose else { break }
                whose = ownership[owner] ?? nil
            }
            return whose == .ours
        }
    }

    /// Looks at something that was found; where that is not possible, says so, and the plan goes on without it.
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

    /// Runs `work` on each of `items` side by side, on so many at once; gives what it gave in their order.
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

    /// Prepares a description and looks at what stands, side by side, since looking needs its name alone.
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

    /// What stands, once it can be told whose it is, or the time of settling has gone by.
    ///
    /// What a run made that was killed right after it is still being made, and its tags cannot be read yet: taken for a
    /// stranger's, it would be refused, though it is ours.
    private func decided<R: Resource>(_ resource: R) async throws -> Observation<R>? where R.Context == Context {
        let time = Stopwatch(clock)
        while true {
            let seen = try await resource.observe(in: deployment.context)
            guard seen?.reasonWhyUndecided != nil, time.now() < Settling.time else { return seen }
            try await time.sleep(.milliseconds(500))
        }
    }

    /// Runs `work`; what it throws is wrapped with what was being done to which resource.
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
    /// The things, each once, with what each way to it knows.
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
    /// The same with what is known of it where it was found in another way as well.
    fileprivate func joined(with other: any Resource<Context>) -> any Resource<Context> {
        func opened<Found: FindsRelated<Context>>(_ found: Found) -> any Resource<Context> {
            (other as? Found).map { found.joined(with: $0) as Found } ?? found
        }
        return finder.map { opened($0) } ?? self
    }
}
