/// Which resource of a stack: its kind and its name, as `role UpdateVisitorCount-role`.
public struct ResourceID: Sendable, Hashable, CustomStringConvertible {
    /// What it is, as `role`.
    public let kind: String
    /// Its name on the cloud.
    public let name: String

    /// The identity of a resource that may be described elsewhere.
    public init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }

    /// Kind and name, as people say it.
    public var description: String { "\(kind) \(name)" }
}
