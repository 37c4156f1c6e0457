/// A description that cannot be put in order; a mistake in the program that describes the stack.
public enum GraphError: Error, Sendable, Equatable {
    /// Two resources of one kind have one name.
    case duplicate(ResourceID)
    /// A resource uses another that is not in the stack's list.
    case unknown(ResourceID, usedBy: ResourceID)
    /// Resources use each other in a circle.
    case circle([ResourceID])
}
