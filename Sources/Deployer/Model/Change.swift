/// One property that is not as described: what it is and what it should be.
public struct Change: Sendable, Equatable {
    /// The property's name, as `memory` or `environment.PAGES`.
    public let property: String
    /// As observed; ``Value/none`` where nothing stands.
    public let from: Value
    /// As described; ``Value/none`` where nothing should stand.
    public let to: Value
    /// The unit of both, for people, as `MiB`.
    public let unit: String?

    /// A difference.
    public init(_ property: String, from: Value, to: Value, unit: String? = nil) {
        self.property = property
        self.from = from
        self.to = to
        self.unit = unit
    }
}

extension Change {
    /// Whether it is of this property or of a part of it, as `environment.PAGES` of `environment`.
    package func isPart(of name: String) -> Bool { property == name || property.utf8.starts(with: (name + ".").utf8) }
}

extension Collection<Change> {
    /// Whether any of these properties, or a part of one (`environment.PAGES` of `environment`), is among the changes.
    public func touch<R>(_ properties: Property<R>...) -> Bool { touch(anyOf: properties) }

    /// The same of properties in a list.
    public func touch<R>(anyOf properties: [Property<R>]) -> Bool {
        contains { change in
            properties.contains { change.isPart(of: $0.name) }
        }
    }

    /// The changes of this property and of its parts.
    public func of<R>(_ property: Property<R>) -> [Change] { filter { $0.isPart(of: property.name) } }
}
