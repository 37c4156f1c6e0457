/// The comparison of one resource with what exists, with its type erased: all that a plan needs of it.
struct ResourceComparison<Context: Sendable>: Sendable {
    /// The description, prepared if the plan needs that.
    let resource: any Resource<Context>
    /// Whether a resource of this name exists and is not being deleted.
    let exists: Bool
    /// Its readiness; nil if it does not exist.
    let readiness: Readiness?
    /// Its owner; nil if it does not exist.
    let ownership: Ownership?
    /// The differences; from nothing if it does not exist.
    let changes: [Change]
    /// The differences that no update can reconcile, each with what to do instead.
    let immutable: [(change: Change, advice: String)]
    /// Its outputs.
    private(set) var outputs: [Output]
    /// Facts about it that are not in a description.
    let notices: [String]
    /// Why it cannot be changed to what is described.
    let changeObstacle: String?
    /// Why it cannot be removed in its present state.
    let deletionObstacle: String?
    /// What a reader should know of its present state, such as `PUBLIC`.
    let remarks: [String]
    /// The resources that belong to it, or that it used; identified, but not observed.
    let related: FoundResources<Context>
    /// All facts about it, described and observed.
    let facts: ResourceFacts

    /// Compares a description with an observation.
    ///
    /// - Parameter isDescribed: false if a search found the resource, so that only its name is known.
    init<R: Resource>(
        _ resource: R, _ observation: Observation<R>?, _ belongings: FoundResources<Context>, isDescribed: Bool = true,
        in context: Context
    ) where R.Context == Context {
        self.resource = resource
        readiness = observation?.readiness
        ownership = observation?.ownership
        outputs = observation?.outputs ?? []
        notices = observation?.notices ?? []
        changeObstacle = observation?.changeObstacle
        deletionObstacle = observation?.deletionObstacle
        remarks = observation?.value.presentation?.remarks(on: []) ?? []
        related = belongings + FoundResources(observation?.value.finder?.related(in: context) ?? [])
        facts = ResourceFacts(resource, observation, isDescribed: isDescribed)
        if let observation, observation.readiness.leaving == nil {
            exists = true
            changes = R.differences(desired: resource, observed: observation.value)
            immutable = resource.immutableDifferences(from: observation.value)
        } else {
            exists = false
            changes = R.differences(desired: resource, observed: nil)
            immutable = []
        }
    }

    /// Whether it is being deleted and has no tags at all, as far as they can be read.
    var leavesWithoutMark: Bool { readiness?.leaving != nil && ownership == .foreign(tags: [:]) }

    /// The same with the names that its outputs have in the stack.
    func naming(outputs names: OutputNames) -> ResourceComparison {
        var named = self
        named.outputs = names.naming(outputs, of: resource.id)
        return named
    }
}

extension Readiness {
    /// The reason while it is being deleted; nil if it is not.
    var leaving: String? {
        if case .leaving(let reason) = self { return reason }
        return nil
    }

    /// What the cloud still works on; nil if it is not pending.
    var pendingReason: String? {
        switch self {
        case .ready, .failed: nil
        case .pending(let reason), .leaving(let reason): reason
        }
    }

    /// Why the cloud gave up on it; nil if it did not.
    var failure: String? {
        if case .failed(let reason) = self { return reason }
        return nil
    }
}

/// All facts about one resource when a plan is made.
struct ResourceFacts: Sendable, Equatable {
    /// The resource.
    let id: ResourceID
    /// The facts on the cloud; empty only if nothing exists.
    let observed: [Fact]
    /// The facts in the description; empty only if it is not described.
    let described: [Fact]
}

extension ResourceFacts {
    /// The facts of a description and of the observation under its name.
    init<R: Resource>(_ resource: R, _ observation: Observation<R>?, isDescribed: Bool = true) {
        id = resource.id
        observed = observation?.facts ?? []
        guard isDescribed else {
            described = []
            return
        }
        let needed = resource.dependencies.map { Value.list([.text($0.kind), .text($0.name)]) }
        described = [Fact("dependencies", .list(needed))] + resource.propertyFacts
    }
}

extension Resource {
    /// The facts of all properties in the schema.
    fileprivate var propertyFacts: [Fact] { Self.schema.flatMap { $0.facts(self) } }
}

extension Observation where Value: Resource {
    /// What exists, its owner and its readiness; without the pending reason, which comes and goes.
    fileprivate var facts: [Fact] {
        [Fact("readiness", .text(readiness.word)), Fact("ownership", ownership.fact)] + value.propertyFacts
            + outputs.map { Fact("outputs.\($0.name)", .text($0.value)) }
            + (revision.map { [Fact("revision", .text($0))] } ?? [])
    }
}

extension Readiness {
    fileprivate var word: String {
        switch self {
        case .ready: "ready"
        case .pending: "pending"
        case .leaving: "leaving"
        case .failed: "failed"
        }
    }
}

extension Ownership {
    fileprivate var fact: Value {
        switch self {
        case .ours: .text("ours")
        // Only the owner counts: others may change their own tags at any moment.
        case .foreign(let tags):
            .list([OwnerTag.stack, OwnerTag.stage].map { .list([.text($0), tags[$0].planValue]) })
        case .ofAnotherRegion(let region): .list([.text("another region"), .text(region)])
        case .through(let id): .list([.text(id.kind), .text(id.name)])
        }
    }
}
