/// One property of a resource that is compared: its name and where its value stands.
///
/// `Property("memory", \.memoryMiB, unit: "MiB")`
public struct Property<R: Sendable>: Sendable {
    /// As it is shown, as `memory`; parts are separated by a full stop, as `cors.origins`.
    public let name: String
    /// Why it cannot be changed once made, with what to do instead; nil where it can.
    public let immutable: String?
    /// Whether the text of a creation leaves it out, since it says little beside the others.
    public private(set) var isDetail = false
    /// The changes from the second to the first; nil stands for nothing there.
    package let changes: @Sendable (_ desired: R?, _ observed: R?) -> [Change]
    /// The facts that it is about in one value: itself, or one for each key; nothing is hidden in them.
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

    /// A property with one value, compared by `==`, the texts in it by their bytes.
    ///
    /// - Parameter immutable: why it cannot be changed and what to do instead, as a sentence.
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

    /// A property that is compared only where the description says something of it, as code that is not built yet.
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

    /// A property with a value for each key, each its own change, as `environment.PAGES`.
    ///
    /// - Parameters:
    ///   - hidesUnknown: what is observed under a key that is not described may be anything, so it is not shown.
    ///   - derivedKey: a key whose value follows from the others, and is a change only where nothing else of them is one.
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

    /// The same property, which the text of a creation leaves out.
    public var asDetail: Property {
        var detail = self
        detail.isDetail = true
        return detail
    }

    /// The property of a part as a property of the whole, by the same name: of a function's configuration as of the function.
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

/// Whether two values are the same, and so are the bytes of every text in them.
///
/// A cloud keeps bytes. Swift's `==` takes `é` for the same as `e` and an accent, and what was changed from one to the other
/// would never be written. As they stand in a plan, values are compared by bytes.
private func isSame<V: Equatable & ValueConvertible>(_ desired: V?, _ observed: V?) -> Bool {
    desired == observed && desired.planValue == observed.planValue
}

/// The values under keys that are told apart by their bytes.
private func exactly<V>(_ values: [String: V]) -> [ExactText: V] {
    Dictionary(uniqueKeysWithValues: values.map { (ExactText($0.key), $0.value) })
}

/// One thing that is known of a resource, on either side: a name and a value.
///
/// A ``Change`` is what a person should know of a difference; a fact is what must be the same for there to be none, so it
/// hides nothing and leaves nothing out.
package struct Fact: Sendable, Equatable {
    /// As in the plan: `memory`, `environment.PAGES`.
    let name: String
    /// As it really is.
    let value: Value

    /// A fact.
    init(_ name: String, _ value: Value) {
        self.name = name
        self.value = value
    }
}
