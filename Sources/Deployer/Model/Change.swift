/// One property that differs from its description: the value that it has, and the one that it should have.
public struct Change: Sendable, Equatable {
    /// The property's name, such as `memory` or `environment.PAGES`.
    public let property: String
    /// The observed value; ``Value/none`` if there is none.
    public let from: Value
    /// The described value; ``Value/none`` if there should be none.
    public let to: Value
    /// The unit of both values, for people, such as `MiB`.
    public let unit: String?

    /// A change of one property.
    public init(_ property: String, from: Value, to: Value, unit: String? = nil) {
        self.property = property
        self.from = from
        self.to = to
        self.unit = unit
    }
}

extension Change {
    /// Whether it is a change of this property or of a part of it; `environment.PAGES` is a part of `environment`.
    package func isPart(of name: String) -> Bool { property == name || property.utf8.starts(with: (name + ".").utf8) }
}
