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
