/// What a step knows of whose a thing is, besides its tags: they lag behind its making.
enum ProvisionalOwnership {
    /// Nothing: its tags alone onEvent.
    case none
    /// Whatever stands there is taken over, as was asked.
    case adopted
    /// It was made in this run.
    case made
    /// A creation was sent in this run and its answer lost, at that time.
    case perhapsMade(at: Duration)

    /// Whether no owner's mark is among them: others may tag a new thing before its own tags can be read.
    private static func noOwner(in tags: [String: String]) -> Bool {
        tags[OwnerTag.stack] == nil && tags[OwnerTag.stage] == nil
    }

    /// Stops at someone else's thing; gives what has to be waited for before it can be told whose it is.
    ///
    /// Another owner's tags are never taken for ours that lag.
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
