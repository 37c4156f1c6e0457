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
        /// Thrown by the next writes to that name, one each.
        var faults: [String: [any Error]] = [:]
        /// How many observations still show the state before the last write.
        var staleReads = 0
        var stale: [String: Stored]?
        /// Names whose updates change nothing.
        var stubborn: Set<String> = []
        /// For how many observations a thing shows no tags.
        var hiddenMarks: [String: Int] = [:]
        /// Readiness after a creation or an update, one for each observation, then ready.
        var settling: [String: [Readiness]] = [:]
    }

    private let state = Mutex(State())

    /// Looks at or changes the state.
    func with<T: Sendable>(_ body: (inout State) -> T) -> T { state.withLock { body(&$0) } }

    /// The calls that changed something, in order.
    var writes: [String] { with { $0.calls.filter { !$0.hasPrefix("observe") && !$0.hasPrefix("prepare") } } }

    func put(_ thing: Thing, tags: [String: String] = ["owner": "us"], readiness: Readiness = .ready) {
        with { $0.things[thing.name] = Stored(thing: thing, tags: tags, readiness: readiness) }
    }

    func observe(_ name: String) -> Stored? {
        with { state in
            state.calls.append("observe \(name)")
            if state.staleReads > 0, let stale = state.stale {
                state.staleReads -= 1
                return stale[name]
            }
            guard var stored = state.things[name] else { return nil }
            if let left = state.hiddenMarks[name], left > 0 {
                state.hiddenMarks[name] = left - 1
                stored.tags = [:]
            }
            if let next = state.settling[name]?.first {
                state.settling[name]?.removeFirst()
                stored.readiness = next
            }
            if case .leaving = stored.readiness, state.settling[name]?.isEmpty == true { state.things[name] = nil }
            return stored
        }
    }

    func write(_ verb: String, _ name: String, _ change: (inout [String: Stored]) -> Void) throws {
        let fault: (any Error)? = with { state in
            state.calls.append("\(verb) \(name)")
            if let fault = state.faults[name]?.first {
                state.faults[name]?.removeFirst()
                return fault
            }
            state.stale = state.things
            if !(verb == "update" && state.stubborn.contains(name)) { change(&state.things) }
            return nil
        }
        if let fault { throw fault }
    }
}

/// A thing on the fake cloud, with every kind of property there is.
struct Thing: Resource {
    static let kind = "thing"
    static let schema: [Property<Thing>] = [
        Property("size", \.size, unit: "MiB"),
        Property("key", \.key, immutable: "Give it another name."),
        Property("code", ifDescribed: \.code),
        Property("labels", each: \.labels, hidesUnknown: true),
    ]

    var name: String
    var size = 1
    var key = "id"
    var code: String?
    var labels: [String: String] = [:]
    var dependencies: [ResourceID] = []
    var summary: String { "\(size) MiB" }

    func remarks(on changes: [Change]) -> [String] { changes.touch("size") ? ["grows"] : [] }

    func prepared(in cloud: FakeCloud) async throws -> Thing {
        cloud.with { $0.calls.append("prepare \(name)") }
        return self
    }

    func observe(in cloud: FakeCloud) async throws -> Observation<Thing>? {
        cloud.observe(name).map { stored in
            let ours = stored.tags["owner"] == "us"
            return Observation(
                stored.thing, readiness: stored.readiness, ownership: ours ? .ours : .foreign(tags: stored.tags),
                outputs: [Output("thing", name)])
        }
    }

    func create(in cloud: FakeCloud) async throws {
        try cloud.write("create", name) { $0[name] = FakeCloud.Stored(thing: self) }
    }

    func update(_ changes: [Change], from observed: Thing, in cloud: FakeCloud) async throws {
        try cloud.write("update", name) {
            $0[name]?.thing = self
            $0[name]?.tags["owner"] = "us"
        }
    }

    func delete(_ observed: Thing, in cloud: FakeCloud) async throws {
        try cloud.write("delete", name) { $0[name] = nil }
    }
}

/// A thing that holds data and can be protected.
struct Vault: Resource {
    static let kind = "vault"
    static let schema: [Property<Vault>] = [Property("guarded", \.guarded)]
    static let holdsData = true

    var name: String
    var guarded = false
    var dependencies: [ResourceID] { [] }

    func observe(in cloud: FakeCloud) async throws -> Observation<Vault>? {
        cloud.observe(name).map { stored in
            Observation(
                self, readiness: stored.readiness, ownership: .ours, outputs: [Output("vault", name)],
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
        _ resources: [any Resource<FakeCloud>],
        confirmLocation: @escaping @Sendable () async throws -> Location = {
            Location(account: "1", region: "here", identity: "me")
        }, notes: @escaping @Sendable ([Output]) -> String = { _ in "" }
    ) -> Deployment<FakeCloud> {
        Deployment(
            stack: "stack", stage: "test", resources: resources, context: self, confirmLocation: confirmLocation,
            digest: { FakeDigest.text(of: $0, key: $1) }, notes: notes)
    }
}

/// A clock that runs only while someone sleeps.
final class ManualClock: Sendable {
    private let state = Mutex((now: ContinuousClock.now, slept: [Duration]()))

    var slept: Duration { state.withLock { $0.slept.reduce(.zero, +) } }

    var timekeeper: Timekeeper {
        Timekeeper(
            now: { self.state.withLock { $0.now } },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock {
                    $0.now += duration
                    $0.slept.append(duration)
                }
                await Task.yield()
            })
    }
}

/// A keyed digest that is the same in every run; good enough to tell a test's few values apart, and not to keep a secret.
enum FakeDigest {
    /// FNV-1a, 64 bits, in hexadecimal.
    static func text(of bytes: [UInt8], key: [UInt8]) -> String {
        let hash = (key + bytes).reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
