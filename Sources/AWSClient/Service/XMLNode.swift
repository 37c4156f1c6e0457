/// An element of an XML answer: its name, its text, its children in order.
public struct XMLNode: Sendable, Equatable {
    /// The element's name without a namespace.
    public let name: String
    /// Its text as it was written; none where it has child elements.
    public let text: String
    /// Its child elements in order.
    public let children: [XMLNode]

    /// An element as the parser or a test makes it.
    public init(name: String, text: String = "", children: [XMLNode] = []) {
        self.name = name
        self.text = text
        self.children = children
    }

    /// The first child of that name.
    public subscript(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    /// The `<member>` elements of a list child; empty where it is missing.
    public func members(of name: String) -> [XMLNode] { self[name]?.children.filter { $0.name == "member" } ?? [] }
}
