public import Deployer

/// Whose things are: a stack in one of its stages, written on each as two tags.
///
/// Where AWS keeps no tags for a kind of thing, it is owned through the function that it belongs to.
public struct Owner: Sendable, Equatable {
    /// The tag that names the stack.
    public static let stackTag = OwnerTag.stack
    /// The tag that names the stage.
    public static let stageTag = OwnerTag.stage

    /// The stack's name, as `visitor-counter`.
    public let stack: String
    /// The stage's name, as `prod`.
    public let stage: String

    /// The owner of everything in one stage of a stack.
    public init(stack: String, stage: String) {
        self.stack = stack
        self.stage = stage
    }

    /// The two tags.
    public var tags: [String: String] { [Self.stackTag: stack, Self.stageTag: stage] }

    /// Whether a thing with these tags is ours.
    public func ownership(of observed: [String: String]) -> Ownership {
        let ours = tags.allSatisfy { observed[$0.key] == $0.value }
        return ours ? .ours : .foreign(tags: observed)
    }

    /// A description's own tags and the owner's two.
    public func marking(_ tags: [String: String]) -> [String: String] {
        tags.merging(self.tags) { _, owners in owners }
    }
}

/// What AWS keeps once for all regions, as roles, belongs to one region's stage, which a third tag names.
extension AWS {
    /// A description's own tags and the owner's three.
    func markingGlobal(_ tags: [String: String]) -> [String: String] {
        owner.marking(tags).merging([OwnerTag.region: region]) { _, owners in owners }
    }

    /// Whose a thing with these tags is; one of ours that names no region is of a time before that tag, and gets it.
    func ownership(ofGlobal observed: [String: String]) -> Ownership {
        let ownership = owner.ownership(of: observed)
        guard ownership == .ours, let named = observed[OwnerTag.region], !named.hasSameBytes(as: region) else {
            return ownership
        }
        return .ofAnotherRegion(named)
    }
}

/// Tags as they are compared: without those that AWS itself puts on things, which nobody may change.
func comparableTags(_ tags: [String: String]) -> [String: String] {
    tags.filter { !$0.key.hasPrefix("aws:") }
}
