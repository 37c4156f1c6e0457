/// What looking at one resource gave, with its type erased: all that a plan needs to know of it.
struct ResourceComparison<Context: Sendable>: Sendable {
    /// The description, prepared where the plan asked for it.
    let resource: any Resource<Context>
    /// Whether something stands under this name that is not already on its way out.
    let stands: Bool
    /// Whether what stands is at rest; nil where nothing does.
    let readiness: Readiness?
    /// Whose it is; nil where nothing stands.
    let ownership: Ownership?
    /// What differs; from nothing where nothing stands.
    let changes: [Change]
    /// What differs and can never be changed, with what to do instead.
    let immutable: [(change: Change, advice: String)]
    /// What its users want to know.
    private(set) var outputs: [Output]
    /// What is true of it and has no place in a description.
    let notices: [String]
    /// Why it cannot be brought to what is described.
    let changeObstacle: String?
    /// Why it cannot be removed as it is.
    let deletionObstacle: String?
    /// What a reader should know of it as it stands, as `PUBLIC`.
    let remarks: [String]
    /// What belongs to it, or was used by it; named, and not looked at.
    let related: FoundResources<Context>
    /// Everything that is known of it, on either side.
    let facts: ResourceFacts

    /// Compares a description with what was observed.
    ///
    /// - Parameter isDescribed: whether the stack says so; else it is the name alone of something that was found.
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
            stands = true
            changes = R.differences(desired: resource, observed: observation.value)
            immutable = resource.immutableDifferences(from: observation.value)
        } else {
            stands = false
            changes = R.differences(desired: resource, observed: nil)
            immutable = []
        }
    }

    /// Whether what stands is on its way out and carries no tags at all, as far as they can be read.
    var leavesWithoutMark: Bool { readiness?.leaving != nil && ownership == .foreign(tags: [:]) }

    /// The same with its outputs under the names that they have in the stack.
    func naming(outputs names: OutputNames) -> ResourceComparison {
        var named = self
        named.outputs = names.naming(outputs, of: resource.id)
        return named
    }
}

extension Readiness {
    /// Why it is on its way out; nil where it is not.
    var leaving: String? {
        if case .leaving(let reason) = self { return reason }
        return nil
    }

    /// What the cloud is at work on; nil at rest.
    var pendingReason: String? {
        switch self {
        case .ready, .failed: nil
        case .pending(let reason), .leaving(let reason): reason
        }
    }

    /// Why the cloud gave it up; nil where it did not.
    var failure: String? {
        if case .failed(let reason) = self { return reason }
        return nil
    }
}
