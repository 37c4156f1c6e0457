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
        let ours = tags.allSatisfy { observed[$0.key]?.hasSameBytes(as: $0.value) == true }
        return ours ? .ours : .foreign(tags: observed)
    }

    /// A description's own tags and the owner's two.
    public func marking(_ tags: [String: String]) -> [String: String] {
        tags.merging(self.tags) { _, owners in owners }
    }
}

/// Tags as they are compared: without those that AWS itself puts on things, which nobody may change.
func comparableTags(_ tags: [String: String]) -> [String: String] {
    tags.filter { !$0.key.hasPrefix("aws:") }
}
