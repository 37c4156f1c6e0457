/// All facts about one resource when a plan is made.
struct ResourceFacts: Sendable, Equatable {
    /// The resource.
    let id: ResourceID
    /// The facts on the cloud; empty only if nothing exists.
    let observed: [Fact]
    /// The facts in the description; empty only if it is not described.
    let described: [Fact]
}

extension ResourceFacts {
    /// The facts of a description and of the observation under its name.
    init<R: Resource>(_ resource: R, _ observation: Observation<R>?, isDescribed: Bool = true) {
        id = resource.id
        observed = observation?.facts ?? []
        guard isDescribed else {
            described = []
            return
        }
        let needed = resource.dependencies.map { Value.list([.text($0.kind), .text($0.name)]) }
        described = [Fact("dependencies", .list(needed))] + resource.propertyFacts
    }
}

extension Resource {
    /// The facts of all properties in the schema.
    fileprivate var propertyFacts: [Fact] { Self.schema.flatMap { $0.facts(self) } }
}

extension Observation where Value: Resource {
    /// What exists, its owner and its readiness; without the pending reason, which comes and goes.
    fileprivate var facts: [Fact] {
        [Fact("readiness", .text(readiness.word)), Fact("ownership", ownership.fact)] + value.propertyFacts
            + outputs.map { Fact("outputs.\($0.name)", .text($0.value)) }
            + (revision.map { [Fact("revision", .text($0))] } ?? [])
    }
}

extension Readiness {
    fileprivate var word: String {
        switch self {
        case .ready: "ready"
        case .pending: "pending"
        case .leaving: "leaving"
        case .failed: "failed"
        }
    }
}

extension Ownership {
    fileprivate var fact: Value {
        switch self {
        case .ours: .text("ours")
        // Only the owner counts: others may change their own tags at any moment.
        case .foreign(let tags):
            .list([OwnerTag.stack, OwnerTag.stage].map { .list([.text($0), tags[$0].planValue]) })
        case .ofAnotherRegion(let region): .list([.text("another region"), .text(region)])
        case .through(let id): .list([.text(id.kind), .text(id.name)])
        }
    }
}
