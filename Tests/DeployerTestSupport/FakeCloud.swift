import Deployer
import Synchronization

/// A cloud in memory: things by name, a log of every call, and the faults that a test asks for.
final class FakeCloud: Sendable {
    /// What stands under a name.
    struct Stored: Sendable {
        var thing: Thing
        var tags: [String: String] = ["owner": "us"]
        var readiness: Readiness = .ready
    }

    struct State: Sendable {
        var things: [String: Stored] = [:]
        var calls: [String] = []
        /// Thrown by the next writes to that name, one each; ``Afterwards`` and ``NoFault`` say more.
        var faults: [String: [any Error]] = [:]
        /// Done to all that stands right after the next writes to that name, one each: someone else's work.
        var meanwhile: [String: [@Sendable (inout [String: Stored]) -> Void]] = [:]
        /// For how many looks the next writes to that name do not show, one each.
        var lags: [String: [Int]] = [:]
        var lagging: [String: (shown: Stored?, left: Int)] = [:]
        /// How many times a thing of that name was made.
        var made: [String: Int] = [:]
        /// How many observations still show the state before the last write.
        var staleReads = 0
        var stale: [String: Stored]?
        /// Names whose updates change nothing.
        var stubborn: Set<String> = []
        /// For how many observations a thing shows no tags.
        var hiddenMarks: [String: Int] = [:]
        /// What it shows in their place.
        var othersTags: [String: [String: String]] = [:]
        /// Names under which something without tags stands again once it was seen to be gone.
        var comesBack: Set<String> = []
        /// The cloud's name for the state that is seen, for so many looks; none afterwards.
        var revision: String?
        var revisionLooks = 0
        /// Readiness after a creation or an update, one for each observation, then ready.
        var settling: [String: [Readiness]] = [:]

        /// From now on nothing goes wrong.
        mutating func calm() {
            (faults, meanwhile, lags, lagging) = ([:], [:], [:], [:])
            (hiddenMarks, settling) = ([:], [:])
        }
    }

    private let state = Mutex(State())

    /// Looks at or changes the state.
    func with<T: Sendable>(_ body: (inout State) -> T) -> T { state.withLock { body(&$0) } }

    /// The calls that changed something, in order.
    var writes: [String] { with { $0.calls.filter { !$0.hasPrefix("observe") && !$0.hasPrefix("prepare") } } }

    func put(_ thing: Thing, tags: [String: String] = ["owner": "us"], readiness: Readiness = .ready) {
        with { $0.things[thing.name] = Stored(thing: thing, tags: tags, readiness: readiness) }
    }

    /// The cloud's name for what stands, where it still has one.
    func revision() -> String? {
        with { state in
            state.revisionLooks -= 1
            return state.revisionLooks >= 0 ? state.revision : nil
        }
    }

    func observe(_ name: String) -> Stored? {
        with { state in
            state.calls.append("observe \(name)")
            if state.staleReads > 0, let stale = state.stale {
                state.staleReads -= 1
                return stale[name]
            }
            if let lagging = state.lagging[name], lagging.left > 0 {
                state.lagging[name]?.left -= 1
                return lagging.shown
            }
            guard var stored = state.things[name] else {
                if state.comesBack.contains(name) {
                    state.things[name] = Stored(thing: Thing(name: name), tags: [:])
                }
                return nil
            }
            if let left = state.hiddenMarks[name], left > 0 {
                state.hiddenMarks[name] = left - 1
                stored.tags = state.othersTags[name] ?? [:]
            }
            if let next = state.settling[name]?.first {
                state.settling[name]?.removeFirst()
                stored.readiness = next
            }
            if case .leaving = stored.readiness, state.settling[name]?.isEmpty == true { state.things[name] = nil }
            return stored
        }
    }

    /// Carries a write out, or fails as asked; a creation of what stands already is refused as a cloud does.
    func write(_ verb: String, _ name: String, _ change: (inout [String: Stored]) -> Void) throws {
        let fault: (any Error)? = with { state in
            state.calls.append("\(verb) \(name)")
            let fault = state.faults[name]?.isEmpty == false ? state.faults[name]?.removeFirst() : nil
            if let fault, !(fault is Afterwards), !(fault is NoFault) { return fault }
            if verb == "create", state.things[name] != nil { return NotYet.alreadyExists }
            if state.lags[name]?.isEmpty == false, let left = state.lags[name]?.removeFirst() {
                state.lagging[name] = (state.things[name], left)
            }
            state.stale = state.things
            if verb == "create" { state.made[name, default: 0] += 1 }
            if !(verb == "update" && state.stubborn.contains(name)) { change(&state.things) }
            if state.meanwhile[name]?.isEmpty == false { state.meanwhile[name]?.removeFirst()(&state.things) }
            return (fault as? Afterwards)?.fault
        }
        if let fault { throw fault }
    }
}

/// A fault that comes after the write was carried out.
struct Afterwards: Error {
    let fault: any Error
    init(_ fault: any Error) { self.fault = fault }
}

/// Holds a place among faults: this write succeeds.
struct NoFault: Error {}

/// What a client says where a thing stands already.
struct StandsAlready: Error {}

extension NotYet {
    /// A conflict, as a cloud's client tells it.
    static let alreadyExists = NotYet("stands already; looking again", alreadyExists: StandsAlready())
}

/// What a client says of an answer that was lost.
struct ConnectionLost: Error {}

/// A thing on the fake cloud, with every kind of property there is.
struct Thing: HasOutput, PresentedResource, Reappearing, FindsRelated, ConditionallyWritten {
    static let kind = "thing"
    static let outputs = ["thing"]
    static let sizeProperty = Property("size", \Thing.size, unit: "MiB")
    static let schema: [Property<Thing>] = [
        sizeProperty,
        Property("key", \.key, immutable: "Give it another name."),
        Property("code", ifDescribed: \.code),
        Property("pages", ifDescribed: \.pages),
        Property("labels", each: \.labels, hidesUnknown: true),
    ]

    var name: String
    var size = 1
    var key = "id"
    var code: String?
    var pages: [String]?
    var labels: [String: String] = [:]
    var dependencies: [ResourceID] = []
    var outputName: String?
    /// Whether writes from this state, once observed, are refused where it is outdated.
    var isConditional = true
    /// Whether the cloud brings it back without tags.
    var reappears = true
    /// What is true of it and has no place in a description.
    var notices: [String] = []
    /// Names of things that a list says to be part of it, and of those that what stands leads to.
    var belongings: [String] = []
    var related: [String] = []
    var summary: String { "\(size) MiB" }

    func remarks(on changes: [Change]) -> [String] { changes.touch(Self.sizeProperty) ? ["grows"] : [] }

    func belongings(in cloud: FakeCloud) async throws -> FoundResources<FakeCloud> {
        FoundResources(belongings.map { Thing(name: $0) })
    }

    func related(in cloud: FakeCloud) -> [any Resource<FakeCloud>] { related.map { Thing(name: $0) } }

    func joined(with other: Thing) -> Thing {
        var thing = self
        thing.labels.merge(other.labels) { $1 }
        return thing
    }

    var unconditional: Thing {
        var thing = self
        thing.isConditional = false
        return thing
    }

    func prepared(in cloud: FakeCloud) async throws -> Thing {
        cloud.with { $0.calls.append("prepare \(name)") }
        return self
    }

    func observe(in cloud: FakeCloud) async throws -> Observation<Thing>? {
        cloud.observe(name).map { stored in
            Observation(
                stored.thing, readiness: stored.readiness, ownership: Self.ownership(of: stored.tags),
                outputs: [Output("thing", name)], notices: stored.thing.notices, revision: cloud.revision())
        }
    }

    private static func ownership(of tags: [String: String]) -> Ownership {
        guard tags["owner"] == "us" else { return .foreign(tags: tags) }
        return tags["region"].map { .ofAnotherRegion($0) } ?? .ours
    }

    func create(in cloud: FakeCloud) async throws {
        try cloud.write("create", name) { $0[name] = FakeCloud.Stored(thing: self) }
    }

    func update(_ changes: [Change], from observed: Thing, in cloud: FakeCloud) async throws {
        try cloud.write(observed.isConditional ? "update" : "overwrite", name) {
            $0[name]?.thing = self
            $0[name]?.tags["owner"] = "us"
        }
    }

    func delete(_ observed: Thing, in cloud: FakeCloud) async throws {
        try cloud.write(observed.isConditional ? "delete" : "drop", name) { $0[name] = nil }
    }
}

/// A thing that holds data and can be protected.
struct Vault: HasOutput, HoldsData {
    static let kind = "vault"
    static let outputs = ["vault"]
    static let schema: [Property<Vault>] = [Property("guarded", \.guarded)]

    var name: String
    var guarded = false
    /// Whether it can never be brought to what is described.
    var isStuck = false
    var outputName: String?
    var dependencies: [ResourceID] { [] }

    func observe(in cloud: FakeCloud) async throws -> Observation<Vault>? {
        cloud.observe(name).map { stored in
            Observation(
                self, readiness: stored.readiness, ownership: .ours, outputs: [Output("vault", name)],
                changeObstacle: isStuck ? "It is stuck. Pull first." : nil,
                deletionObstacle: guarded ? "It is guarded. Take the guard away first." : nil)
        }
    }

    func create(in cloud: FakeCloud) async throws {
        try cloud.write("create", name) { $0[name] = FakeCloud.Stored(thing: Thing(name: name)) }
    }

    func update(_ changes: [Change], from observed: Vault, in cloud: FakeCloud) async throws {}

    func delete(_ observed: Vault, in cloud: FakeCloud) async throws {
        try cloud.write("delete", name) { $0[name] = nil }
    }
}

/// A part of a thing: it carries no tags and is owned through the thing.
struct Part: Resource {
    static let kind = "part"
    static let schema: [Property<Part>] = [Property("colour", \.colour)]

    var of: String
    var colour = "red"
    var name: String { of + "-part" }
    var dependencies: [ResourceID] { [ResourceID(kind: "thing", name: of)] }

    func observe(in cloud: FakeCloud) async throws -> Observation<Part>? {
        cloud.observe(name).map { _ in Observation(self, ownership: .through(ResourceID(kind: "thing", name: of))) }
    }

    func create(in cloud: FakeCloud) async throws {
        try cloud.write("create", name) { $0[name] = FakeCloud.Stored(thing: Thing(name: name)) }
    }

    func update(_ changes: [Change], from observed: Part, in cloud: FakeCloud) async throws {}

    func delete(_ observed: Part, in cloud: FakeCloud) async throws {
        try cloud.write("delete", name) { $0[name] = nil }
    }
}

extension FakeCloud {
    /// A deployment of `resources` to this cloud.
    func deployment(
        _ resources: [any Resource<FakeCloud>], stack: String = "stack", options: [String: [String]] = [:],
        confirmLocation: @escaping @Sendable () async throws -> Location = {
            Location(account: "1", region: "here", identity: "me")
        }, notes: @escaping @Sendable ([Output]) -> String = { _ in "" },
        search: @escaping @Sendable () async throws -> FoundResources<FakeCloud> = { FoundResources() }
    ) -> Deployment<FakeCloud> {
        Deployment(
            stack: stack, stage: "test", resources: resources, context: self, search: search,
            confirmLocation: confirmLocation,
            digest: { FakeDigest.text(of: $0, key: $1) }, options: options, notes: notes)
    }
}

/// A clock that runs only while someone sleeps.
final class ManualClock: Clock {
    /// A moment on it.
    struct Instant: InstantProtocol {
        let offset: Duration

        func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        func duration(to other: Instant) -> Duration { other.offset - offset }
        static func < (one: Instant, other: Instant) -> Bool { one.offset < other.offset }
    }

    private let state = Mutex((now: Duration.zero, slept: [Duration]()))

    var now: Instant { Instant(offset: state.withLock { $0.now }) }
    var minimumResolution: Duration { .zero }

    var slept: Duration { pauses.reduce(.zero, +) }

    /// Each time that someone slept.
    var pauses: [Duration] { state.withLock { $0.slept } }

    /// Time goes by while nobody sleeps.
    func advance(by duration: Duration) { state.withLock { $0.now += duration } }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        state.withLock { state in
            state.slept.append(max(.zero, deadline.offset - state.now))
            state.now = max(state.now, deadline.offset)
        }
        await Task.yield()
    }
}

/// A keyed digest that is the same in every run; good enough to onEvent a test's few values apart, and not to keep a secret.
enum FakeDigest {
    /// FNV-1a, 64 bits, in hexadecimal.
    static func text(of bytes: [UInt8], key: [UInt8]) -> String {
        let hash = (key + bytes).reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
