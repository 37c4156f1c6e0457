/// What a step knows about a resource's owner besides its tags, which lag behind its creation.
enum ProvisionalOwnership {
    /// Nothing: only the tags count.
    case none
    /// Any existing resource is taken over, as requested.
    case adopted
    /// It was created in this run.
    case made
    /// A create was sent in this run, and its answer was lost at that time.
    case perhapsMade(at: Duration)

    /// Whether the tags name no owner: others may tag a new resource before its own tags can be read.
    private static func noOwner(in tags: [String: String]) -> Bool {
        tags[OwnerTag.stack] == nil && tags[OwnerTag.stage] == nil
    }

    /// Stops at someone else's resource; returns what to wait for until the owner is known.
    ///
    /// Another owner's tags are never taken for our own tags that lag.
    ///
    /// - Throws: ``Refusal``
    mutating func check(
        _ ownership: Ownership, of resource: some Resource, at now: Duration
    ) throws -> String? {
        if case .ofAnotherRegion(let region) = ownership {
            throw Refusal(reasons: [.ofAnotherRegion(resource.id, region: region)])
        }
        guard case .foreign(let tags) = ownership else {
            if case .perhapsMade = self { self = .made }
            return nil
        }
        switch self {
        case .adopted: return nil
        case .made where Self.noOwner(in: tags): return nil
        case .perhapsMade(let at) where Self.noOwner(in: tags) && now - at < Settling.time:
            return "its tags cannot be read yet"
        default:
            throw Refusal(reasons: [
                .foreign(resource.id, tags: tags, origin: resource.presentation?.origin(ofForeign: tags) ?? "")
            ])
        }
    }
}
