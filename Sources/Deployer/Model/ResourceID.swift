/// Identifies a resource in a stack: its kind and its name, such as `role UpdateVisitorCount-role`.
public struct ResourceID: Sendable, Hashable, CustomStringConvertible {
    /// The kind, such as `role`.
    public let kind: String
    /// Its name on the cloud.
    public let name: String

    /// The identity of a resource; the resource need not be in the stack's list.
    public init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Kind and name, for people.
    public var description: String { "\(kind) \(name)" }
}
