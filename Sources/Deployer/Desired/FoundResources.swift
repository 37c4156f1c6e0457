/// What a search found that may be a stack's, described or not: named, and not looked at.
///
/// It is a hint: each thing is looked at before anything is done about it.
public struct FoundResources<Context: Sendable>: Sendable {
    /// The things.
    public let resources: [any Resource<Context>]
    /// What could not be searched for.
    public let unseen: [Plan.Unseen]

    /// What a search came to.
    public init(_ resources: [any Resource<Context>] = [], unseen: [Plan.Unseen] = []) {
        self.resources = resources
        self.unseen = unseen
    }

    /// Both together.
    public static func + (first: FoundResources, second: FoundResources) -> FoundResources {
        FoundResources(first.resources + second.resources, unseen: first.unseen + second.unseen)
    }
}
