/// One property of a resource that is compared: its name, and how to read its value.
///
/// `Property("memory", \.memoryMiB, unit: "MiB")`
public struct Property<R: Sendable>: Sendable {
    /// The name as shown, such as `memory`; a full stop separates parts, as in `cors.origins`.
    public let name: String
    /// Why it cannot be changed after the resource was created, with what to do instead; nil if it can.
    public let immutable: String?
    /// Whether the text of a creation leaves it out, since it says little beside the others.
    public private(set) var isDetail = false
    /// The changes from the observed to the described value; nil if there is no such resource.
    package let changes: @Sendable (_ desired: R?, _ observed: R?) -> [Change]
    /// The facts in one resource: the property itself, or one for each key; nothing is hidden in them.
    let facts: @Sendable (R) -> [Fact]

    init(
        _ name: String, immutable: String? = nil, changes: @escaping @Sendable (R?, R?) -> [Change],
        facts: @escaping @Sendable (R) -> [Fact]
    ) {
        self.name = name
        self.immutable = immutable
        self.changes = changes
        self.facts = facts
    }

    /// A property with one value, compared by `==`, and its texts by their bytes.
    ///
    /// - Parameters:
    ///   - name: the name as shown, such as `memory`; a full stop separates parts.
    ///   - keyPath: where a resource has the value.
    ///   - unit: the unit of the value, for people, such as `MiB`.
    ///   - immutable: why it cannot be changed and what to do instead, as a sentence.
    public init<V: Equatable & ValueConvertible & Sendable & SendableMetatype>(
        _ name: String, _ keyPath: any KeyPath<R, V> & Sendable, unit: String? = nil, immutable: String? = nil
    ) {
        self.init(name, immutable: immutable) { desired, observed in
            let (to, from) = (desired?[keyPath: keyPath], observed?[keyPath: keyPath])
            return isSame(to, from) ? [] : [Change(name, from: from.planValue, to: to.planValue, unit: unit)]
        } facts: {
            [Fact(name, $0[keyPath: keyPath].planValue)]
        }
    }

    /// A property that is compared only if the description has a value; code that is not built yet has none.
    public init<V: Equatable & ValueConvertible & Sendable & SendableMetatype>(
        _ name: String, ifDescribed keyPath: any KeyPath<R, V?> & Sendable, unit: String? = nil
    ) {
        self.init(name) { desired, observed in
            if desired != nil, desired?[keyPath: keyPath] == nil { return [] }
            let (to, from) = (desired?[keyPath: keyPath], observed?[keyPath: keyPath])
            return isSame(to, from) ? [] : [Change(name, from: from.planValue, to: to.planValue, unit: unit)]
        } facts: {
            [Fact(name, $0[keyPath: keyPath].planValue)]
        }
    }

    /// A property with a value for each key; each key is a change of its own, such as `environment.PAGES`.
    ///
    /// - Parameters:
    ///   - name: the name as shown; a key follows it, behind a full stop.
    ///   - keyPath: where a resource has the values.
    ///   - hidesUnknown: the observed value of a key that is not described may be a secret, so it is not shown.
    ///   - derivedKey: a key whose value follows from the others; it is a change only if none of the others changes.
    public init<V: Equatable & ValueConvertible & Sendable & SendableMetatype>(
        _ name: String, each keyPath: any KeyPath<R, [String: V]> & Sendable, hidesUnknown: Bool = false,
        derivedKey: String? = nil
    ) {
        self.init(name) { desired, observed in
            let to = exactly(desired?[keyPath: keyPath] ?? [:])
            let from = exactly(observed?[keyPath: keyPath] ?? [:])
            let changes = Set(to.keys).union(from.keys).sorted().compactMap { key -> Change? in
                guard !isSame(to[key], from[key]) else { return nil }
                let hides = hidesUnknown && desired != nil && to[key] == nil
                return Change("\(name).\(key)", from: hides ? .hidden : from[key].planValue, to: to[key].planValue)
            }
            let others = changes.filter { change in derivedKey.map { change.property != "\(name).\($0)" } ?? true }
            return others.isEmpty ? changes : others
        } facts: { value in
            value[keyPath: keyPath].sorted { $0.key < $1.key }.map { Fact("\(name).\($0.key)", $0.value.planValue) }
        }
    }

    /// The same property, left out of the text of a creation.
    public var asDetail: Property {
        var detail = self
        detail.isDetail = true
        return detail
    }

    /// The property of a part as a property of the whole, such as of a function's configuration; it keeps its name.
    public func of<Whole>(_ part: any KeyPath<Whole, R> & Sendable) -> Property<Whole> {
        let (changes, facts) = (changes, facts)
        var property = Property<Whole>(name, immutable: immutable) { desired, observed in
            changes(desired?[keyPath: part], observed?[keyPath: part])
        } facts: {
            facts($0[keyPath: part])
        }
        property.isDetail = isDetail
        return property
    }
}

extension Collection<Change> {
    /// Whether one of these properties changes, or a part of one; `environment.PAGES` is a part of `environment`.
    public func touch<R>(_ properties: Property<R>...) -> Bool { touch(anyOf: properties) }

    /// The same for an array of properties.
    public func touch<R>(anyOf properties: [Property<R>]) -> Bool {
        contains { change in
            properties.contains { change.isPart(of: $0.name) }
        }
    }

    /// The changes of this property and of its parts.
    public func of<R>(_ property: Property<R>) -> [Change] { filter { $0.isPart(of: property.name) } }
}

/// Whether two values are equal, and the bytes of all their texts too.
///
/// A cloud compares bytes. Swift's `==` takes `é` for equal to `e` with a combining accent, so a change from one to the
/// other would never be written. Plan values are compared by bytes.
private func isSame<V: Equatable & ValueConvertible>(_ desired: V?, _ observed: V?) -> Bool {
    desired == observed && desired.planValue == observed.planValue
}

/// The values with keys that are distinguished by their bytes.
private func exactly<V>(_ values: [String: V]) -> [ExactText: V] {
    Dictionary(uniqueKeysWithValues: values.map { (ExactText($0.key), $0.value) })
}

/// One fact about a resource, described or observed: a name and a value.
///
/// A ``Change`` is what a person should know of a difference. Facts must be equal for a saved plan to be valid, so they
/// hide nothing and leave nothing out.
package struct Fact: Sendable, Equatable {
    /// The name as in the plan: `memory`, `environment.PAGES`.
    let name: String
    /// The real value, never hidden.
    let value: Value

    /// A fact, from its name and value.
    init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}

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
