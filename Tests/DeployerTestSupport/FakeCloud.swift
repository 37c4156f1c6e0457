import Deployer
import Synchronization

/// A cloud in memory: resources by name, a log of every call, and the faults that a test requests.
final class FakeCloud: Sendable {
    /// What exists under a name.
    struct Stored: Sendable {
        var queue: Queue
        var tags: [String: String] = ["owner": "us"]
        var readiness: Readiness = .ready
    }

    struct State: Sendable {
        var queues: [String: Stored] = [:]
        var calls: [String] = []
        /// The errors of the next writes to a name, one each; see ``Afterwards`` and ``NoFault``.
        var faults: [String: [any Error]] = [:]
        /// Someone else's changes to all resources, right after the next writes to a name, one each.
        var meanwhile: [String: [@Sendable (inout [String: Stored]) -> Void]] = [:]
        /// For how many looks each of the next writes to a name does not show.
        var lags: [String: [Int]] = [:]
        var lagging: [String: (shown: Stored?, left: Int)] = [:]
        /// How many times a resource of this name was created.
        var made: [String: Int] = [:]
        /// How many observations still show the state before the last write.
        var staleReads = 0
        var stale: [String: Stored]?
        /// Names whose updates change nothing.
        var stubborn: Set<String> = []
        /// For how many observations a resource does not show its tags.
        var hiddenMarks: [String: Int] = [:]
        /// The tags that it shows instead.
        var othersTags: [String: [String: String]] = [:]
        /// Names whose resource exists again, without tags, after a look has shown that it is gone.
        var comesBack: Set<String> = []
        /// The cloud's identifier of the observed state, for `revisionLooks` looks; none afterwards.
        var revision: String?
        var revisionLooks = 0
        /// The readiness in each of the next observations; afterwards the stored one.
        var settling: [String: [Readiness]] = [:]

        /// Removes all faults.
        mutating func calm() {
            (faults, meanwhile, lags, lagging) = ([:], [:], [:], [:])
            (hiddenMarks, settling) = ([:], [:])
        }
    }

    private let state = Mutex(State())

    /// Reads or changes the state.
    func with<T: Sendable>(_ body: (inout State) -> T) -> T { state.withLock { body(&$0) } }

    /// The calls that changed something, in order.
    var writes: [String] { with { $0.calls.filter { !$0.hasPrefix("observe") && !$0.hasPrefix("prepare") } } }

    func put(_ queue: Queue, tags: [String: String] = ["owner": "us"], readiness: Readiness = .ready) {
        with { $0.queues[queue.name] = Stored(queue: queue, tags: tags, readiness: readiness) }
    }

    /// The cloud's identifier of the state, while it still has one.
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
            guard var stored = state.queues[name] else {
                if state.comesBack.contains(name) {
                    state.queues[name] = Stored(queue: Queue(name: name), tags: [:])
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
            if case .leaving = stored.readiness, state.settling[name]?.isEmpty == true { state.queues[name] = nil }
            return stored
        }
    }

    /// Carries out a write, or fails as requested; refuses to create what already exists, as a cloud does.
    func write(_ verb: String, _ name: String, _ change: (inout [String: Stored]) -> Void) throws {
        let fault: (any Error)? = with { state in
            state.calls.append("\(verb) \(name)")
            let fault = state.faults[name]?.isEmpty == false ? state.faults[name]?.removeFirst() : nil
            if let fault, !(fault is Afterwards), !(fault is NoFault) { return fault }
            if verb == "create", state.queues[name] != nil { return NotYet.alreadyExists }
            if state.lags[name]?.isEmpty == false, let left = state.lags[name]?.removeFirst() {
                state.lagging[name] = (state.queues[name], left)
            }
            state.stale = state.queues
            if verb == "create" { state.made[name, default: 0] += 1 }
            if !(verb == "update" && state.stubborn.contains(name)) { change(&state.queues) }
            if state.meanwhile[name]?.isEmpty == false { state.meanwhile[name]?.removeFirst()(&state.queues) }
            return (fault as? Afterwards)?.fault
        }
        if let fault { throw fault }
    }
}

/// A fault after the write was carried out.
struct Afterwards: Error {
    let fault: any Error
    init(_ fault: any Error) { self.fault = fault }
}

/// A placeholder among faults: this write succeeds.
struct NoFault: Error {}

/// A client's error if a resource already exists.
struct ExistsAlready: Error {}

extension NotYet {
    /// A conflict, as a cloud's client reports it.
    static let alreadyExists = NotYet("already exists; looking again", alreadyExists: ExistsAlready())
}

/// A client's error if an answer was lost.
struct ConnectionLost: Error {}

/// A resource on the fake cloud, with every kind of property.
struct Queue: HasOutput, PresentedResource, Reappearing, FindsRelated, ConditionallyWritten {
    static let kind = "queue"
    static let outputs = ["queue"]
    static let sizeProperty = Property("size", \Queue.size, unit: "MiB")
    static let schema: [Property<Queue>] = [
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
    /// Whether writes based on this state are conditional on it.
    var isConditional = true
    /// Whether the cloud creates it again without tags.
    var reappears = true
    /// Facts that are not in a description.
    var notices: [String] = []
    /// Names of resources that a list shows as part of it, and of those that its state leads to.
    var belongings: [String] = []
    var related: [String] = []
    var summary: String { "\(size) MiB" }

    func remarks(on changes: [Change]) -> [String] { changes.touch(Self.sizeProperty) ? ["grows"] : [] }

    func belongings(in cloud: FakeCloud) async throws -> FoundResources<FakeCloud> {
        FoundResources(belongings.map { Queue(name: $0) })
    }

    func related(in cloud: FakeCloud) -> [any Resource<FakeCloud>] { related.map { Queue(name: $0) } }

    func joined(with other: Queue) -> Queue {
        var queue = self
        queue.labels.merge(other.labels) { $1 }
        return queue
    }

    var unconditional: Queue {
        var queue = self
        queue.isConditional = false
        return queue
    }

    func prepared(in cloud: FakeCloud) async throws -> Queue {
        cloud.with { $0.calls.append("prepare \(name)") }
        return self
    }

    func observe(in cloud: FakeCloud) async throws -> Observation<Queue>? {
        cloud.observe(name).map { stored in
            Observation(
                stored.queue, readiness: stored.readiness, ownership: Self.ownership(of: stored.tags),
                outputs: [Output("queue", name)], notices: stored.queue.notices, revision: cloud.revision())
        }
    }

    private static func ownership(of tags: [String: String]) -> Ownership {
        guard tags["owner"] == "us" else { return .foreign(tags: tags) }
        return tags["region"].map { .ofAnotherRegion($0) } ?? .ours
    }

    func create(in cloud: FakeCloud) async throws {
        try cloud.write("create", name) { $0[name] = FakeCloud.Stored(queue: self) }
    }

    func update(_ changes: [Change], from observed: Queue, in cloud: FakeCloud) async throws {
        try cloud.write(observed.isConditional ? "update" : "overwrite", name) {
            $0[name]?.queue = self
            $0[name]?.tags["owner"] = "us"
        }
    }

    func delete(_ observed: Queue, in cloud: FakeCloud) async throws {
        try cloud.write(observed.isConditional ? "delete" : "drop", name) { $0[name] = nil }
    }
}

/// A resource that holds data and can be protected.
struct Vault: HasOutput, HoldsData {
    static let kind = "vault"
    static let outputs = ["vault"]
    static let schema: [Property<Vault>] = [Property("guarded", \.guarded)]

    var name: String
    var guarded = false
    /// Whether it can never be changed to what is described.
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
        try cloud.write("create", name) { $0[name] = FakeCloud.Stored(queue: Queue(name: name)) }
    }

    func update(_ changes: [Change], from observed: Vault, in cloud: FakeCloud) async throws {}

    func delete(_ observed: Vault, in cloud: FakeCloud) async throws {
        try cloud.write("delete", name) { $0[name] = nil }
    }
}

/// A part of a ``Queue``: it has no tags and is owned through it.
struct Part: Resource {
    static let kind = "part"
    static let schema: [Property<Part>] = [Property("colour", \.colour)]

    var of: String
    var colour = "red"
    var name: String { of + "-part" }
    var dependencies: [ResourceID] { [ResourceID(kind: "queue", name: of)] }

    func observe(in cloud: FakeCloud) async throws -> Observation<Part>? {
        cloud.observe(name).map { _ in Observation(self, ownership: .through(ResourceID(kind: "queue", name: of))) }
    }

    func create(in cloud: FakeCloud) async throws {
        try cloud.write("create", name) { $0[name] = FakeCloud.Stored(queue: Queue(name: name)) }
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
    /// A point in time on this clock.
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

    /// The length of each sleep.
    var pauses: [Duration] { state.withLock { $0.slept } }

    /// Lets time pass while nobody sleeps.
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

/// A keyed digest that is the same in every run: it distinguishes a test's few values, but keeps no secret.
enum FakeDigest {
    /// FNV-1a, 64 bits, in hexadecimal.
    static func text(of bytes: [UInt8], key: [UInt8]) -> String {
        let hash = (key + bytes).reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
