/// A description that cannot be put in order; a mistake in the program that describes the stack.
public enum GraphError: Error, Sendable, Equatable {
    /// Two resources of one kind have one name.
    case duplicate(ResourceID)
    /// A resource uses another that is not in the stack's list.
    case unknown(ResourceID, usedBy: ResourceID)
    /// Resources use each other in a circle.
    case circle([ResourceID])
    /// Two outputs would have one name; the other is nil where every stack has such an output.
    case duplicateOutput(String, ResourceID, and: ResourceID?)
    /// No output can be called so.
    case badOutputName(String, ResourceID)
}
