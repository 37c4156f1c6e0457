import Synchronization
import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("A resource that is ours and no longer described")
struct UndescribedTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Queue(name: "a")

    /// A planner whose search finds these resources, whatever is described.
    private func planner(
        _ resources: [any Resource<FakeCloud>], finds found: [any Resource<FakeCloud>], unseen: [Unseen] = []
    ) -> Planner<FakeCloud> {
        Planner(cloud.deployment(resources, search: { FoundResources(found, unseen: unseen) }))
    }

    private func plan(
        _ resources: [any Resource<FakeCloud>], finds found: [any Resource<FakeCloud>],
        _ mode: PlanMode = .deploy(adopting: [])
    ) async throws -> PlannedStack<FakeCloud> { try await planner(resources, finds: found).plan(mode) }

    @Test("is removed by the plan, once everything described exists")
    func removed() async throws {
        cloud.put(Queue(name: "old"))
        let planned = try await plan([a], finds: [Queue(name: "old"), a])
        #expect(planned.plan.steps.map(\.id.name) == ["a", "old"])
        #expect(planned.plan.steps.map(\.action) == [.create, .delete])
        #expect(planned.plan.steps[1].remarks == ["no longer described"])
        let outcome = await bench.apply(planned)
        #expect(outcome.isComplete && cloud.writes == ["create a", "delete old"])
        #expect(cloud.with { Array($0.queues.keys) } == ["a"])
    }

    @Test("stays if a described resource could not be created")
    func staysOnFailure() async throws {
        cloud.put(Queue(name: "old"))
        cloud.with { $0.faults["a"] = [ConnectionLost()] }
        let outcome = await bench.apply(try await plan([a], finds: [Queue(name: "old")]))
        #expect(outcome.failures.map(\.resource.name) == ["a"] && outcome.notBegun.map(\.name) == ["old"])
        #expect(cloud.with { $0.queues["old"] != nil })
    }

    @Test("is neither someone else's nor gone, whatever a search names")
    func hints() async throws {
        cloud.put(Queue(name: "theirs"), tags: ["owner": "them"])
        cloud.put(Queue(name: "untagged"), tags: [:])
        cloud.put(a)
        let planned = try await plan([a], finds: ["theirs", "untagged", "gone"].map { Queue(name: $0) })
        #expect(planned.plan.steps.map(\.id.name) == ["a"] && !planned.plan.hasChanges)
    }

    @Test("is removed with the stack, and shown by a status as drift")
    func otherModes() async throws {
        cloud.put(a)
        cloud.put(Queue(name: "old"))
        let looked = try await plan([a], finds: [Queue(name: "old")], .inspect)
        #expect(looked.plan.steps.map(\.action) == [.none, .delete] && !looked.plan.isAsDescribed)
        let outcome = await bench.apply(
            try await plan([a], finds: [Queue(name: "old")], .destroy(includingData: false)))
        #expect(outcome.isComplete && cloud.with { $0.queues.isEmpty })
    }

    @Test("that holds data is kept and shown in every plan, and removed if requested")
    func data() async throws {
        cloud.put(Queue(name: "old"))
        cloud.put(a)
        for mode in [PlanMode.deploy(adopting: []), .destroy(includingData: false), .inspect] {
            let step = try #require(try await plan([a], finds: [Vault(name: "old")], mode).plan.steps.last)
            #expect(step.id.name == "old" && step.action == .none)
            #expect(step.remarks == ["no longer described"] && step.traits.contains(.keptData))
        }
        let planned = try await plan([a], finds: [Vault(name: "old")], .deploy(adopting: [], includingData: true))
        #expect(planned.plan.steps.last?.action == .delete)
        #expect(await bench.apply(planned).isComplete && cloud.with { Array($0.queues.keys) } == ["a"])
    }

    @Test("that holds data is named if another of its kind is created empty")
    func renamedData() async throws {
        cloud.put(Queue(name: "old"))
        let step = try #require(try await plan([Vault(name: "new")], finds: [Vault(name: "old")]).plan.steps.first)
        #expect(step.action == .create && step.remarks == ["made empty: the data stays behind in vault old"])
    }

    @Test("that cannot be removed stays in a deploy, which says why, and makes a full removal refuse")
    func obstacle() async throws {
        cloud.put(Queue(name: "old"))
        cloud.put(a)
        let guarded = Vault(name: "old", guarded: true)
        let step = try #require(
            try await plan([a], finds: [guarded], .deploy(adopting: [], includingData: true)).plan.steps.last)
        #expect(step.action == .none && step.remarks.last == "kept: It is guarded. Take the guard away first.")
        let refusal = await #expect(throws: Refusal.self) {
            try await plan([a], finds: [guarded], .destroy(includingData: true))
        }
        #expect(refusal?.reasons == [.obstacle(guarded.id, "It is guarded. Take the guard away first.")])
    }

    @Test("is found step by step through what belongs to ours, and never through someone else's")
    func related() async throws {
        var a = a
        a.belongings = ["b"]
        cloud.put(a)
        var b = Queue(name: "b")
        b.related = ["c"]
        cloud.put(b)
        cloud.put(Queue(name: "c"))
        #expect(try await plan([a], finds: []).plan.steps.map(\.id.name) == ["a", "b", "c"])
        cloud.put(b, tags: ["owner": "them"])
        #expect(try await plan([a], finds: []).plan.steps.map(\.id.name) == ["a"])
    }

    @Test("is removed in the reverse order of its dependencies")
    func order() async throws {
        cloud.put(Queue(name: "old"))
        cloud.put(Queue(name: "old-part"))
        let outcome = await bench.apply(try await plan([], finds: [Queue(name: "old"), Part(of: "old")]))
        #expect(outcome.isComplete && cloud.writes == ["delete old-part", "delete old"])
    }

    @Test("may be impossible to search for: the plan goes on, and names the gap")
    func unseen() async throws {
        cloud.put(a)
        let gap = Unseen("queues that are no longer described", why: "It is not allowed.")
        let planner = planner([a], finds: [], unseen: [gap])
        let plan = try await planner.plan(.deploy(adopting: [])).plan
        #expect(plan.unseen == [gap] && !plan.hasChanges)
    }

    @Test("costs no further look if only described resources are found")
    func oneWave() async throws {
        var a = a
        a.belongings = ["a"]
        cloud.put(a)
        _ = try await plan([a], finds: [a])
        #expect(cloud.with { $0.calls.count { $0.hasPrefix("observe") } } == 1)
    }

    @Test("that is kept for its data is never written to, whatever the cloud works on")
    func keptAtWork() async throws {
        cloud.put(a)
        for readiness in [Readiness.pending("UPDATING"), .leaving("DELETING"), .failed("no key")] {
            cloud.put(Queue(name: "old"), readiness: readiness)
            cloud.with { $0.settling["old"] = [readiness, readiness] }
            let planned = try await plan([a], finds: [Vault(name: "old")])
            #expect(planned.plan.steps.map(\.id.name) == ["a", "old"])
            #expect(await bench.apply(planned).isComplete && cloud.writes == [])
        }
    }

    @Test("goes before the described resource that it belongs to, if the whole stack is removed")
    func orderOfRemoval() async throws {
        cloud.put(a)
        cloud.put(Queue(name: "a-part"))
        let planned = try await plan([a], finds: [Part(of: "a")], .destroy(includingData: false))
        // Its removal shows late; its owner exists all that time.
        cloud.with { $0.lags["a-part"] = [5] }
        #expect(await bench.apply(planned).isComplete)
        let calls = cloud.with { $0.calls }
        let (last, removal) = (calls.lastIndex(of: "observe a-part"), calls.firstIndex(of: "delete a"))
        #expect(try #require(last) < #require(removal), "\(calls)")
    }

    @Test("may belong to a resource that this plan takes over")
    func adopted() async throws {
        cloud.put(a, tags: ["owner": "them"])
        cloud.put(Queue(name: "a-part"))
        let planned = try await plan([a], finds: [Part(of: "a")], .deploy(adopting: [a.id]))
        #expect(planned.plan.steps.map(\.id.name) == ["a", "a-part"])
        let status = try await plan([a], finds: [Part(of: "a")], .inspect)
        #expect(status.plan.steps.map(\.id.name) == ["a"])
    }

    @Test("is one resource if it is found in two ways, and is removed with what is known from both")
    func foundTwice() async throws {
        cloud.put(Queue(name: "old", labels: ["x": "1", "y": "2"]))
        let ways = ["x", "y"].map { Queue(name: "old", labels: [$0: ""]) }
        let planned = try await plan([a], finds: ways)
        #expect(planned.plan.steps.map(\.id.name) == ["a", "old"])
        #expect((planned.resources[ways[0].id] as? Queue)?.labels == ["x": "", "y": ""])
    }

    @Test("is a difference if it should go and cannot; it is none if it is kept on purpose", arguments: [true, false])
    func honest(_ isStuck: Bool) async throws {
        cloud.put(Queue(name: "old"))
        cloud.put(a)
        let old = Vault(name: "old", guarded: isStuck)
        let plan = try await plan([a], finds: [old], .deploy(adopting: [], includingData: isStuck)).plan
        // A resource kept on purpose needs no work; one that cannot be removed still does.
        #expect(!plan.hasChanges && plan.isAsDescribed == !isStuck)
    }

    @Test("that cannot be observed is reported with the reason, and the rest of the plan goes on")
    func unlookable() async throws {
        cloud.put(a)
        let plan = try await plan([a], finds: [Unlookable()]).plan
        #expect(plan.steps.map(\.id.name) == ["a"])
        #expect(plan.unseen.map(\.what) == ["unlookable b, which is not described"])
        #expect(plan.unseen.allSatisfy { !$0.why.isEmpty })
    }

    @Test("fails the plan if what belongs to a described resource cannot be listed, except for a missing permission")
    func unlistable() async throws {
        let error = await #expect(throws: DeployError.self) { try await plan([Unlookable(isThere: true)], finds: []) }
        #expect(error?.cause is ConnectionLost && error?.activity == .observing)
    }

    @Test("is observed with few others at once, however many a search names")
    func bounded() async throws {
        let crowd = Crowd()
        _ = try await plan([a], finds: (0..<200).map { Crowded(name: "c\($0)", crowd: crowd) })
        #expect(
            crowd.state.withLock { $0.seen == 200 && $0.most > 1 && $0.most <= 20 }, "\(crowd.state.withLock { $0 })")
    }
}

/// A resource that cannot be read.
private struct Unlookable: FindsRelated {
    static let kind = "unlookable"
    static let schema: [Property<Unlookable>] = []
    /// Whether only what belongs to it cannot be read.
    var isThere = false
    let name = "b"
    let dependencies: [ResourceID] = []

    func observe(in cloud: FakeCloud) async throws -> Observation<Unlookable>? {
        guard isThere else { throw ConnectionLost() }
        return Observation(self, ownership: .ours)
    }
    func belongings(in cloud: FakeCloud) async throws -> FoundResources<FakeCloud> { throw ConnectionLost() }
    func create(in cloud: FakeCloud) async throws {}
    func update(_ changes: [Change], from observed: Unlookable, in cloud: FakeCloud) async throws {}
    func delete(_ observed: Unlookable, in cloud: FakeCloud) async throws {}
}

/// How many resources were observed, and how many at once.
private final class Crowd: Sendable {
    let state = Mutex((now: 0, most: 0, seen: 0))
}

/// One of many resources.
private struct Crowded: Resource {
    static let kind = "crowded"
    static let schema: [Property<Crowded>] = []
    let name: String
    let crowd: Crowd
    let dependencies: [ResourceID] = []

    func observe(in cloud: FakeCloud) async throws -> Observation<Crowded>? {
        crowd.state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1), $0.seen + 1) }
        try await Task.sleep(for: .milliseconds(5))
        crowd.state.withLock { $0.now -= 1 }
        return nil
    }
    func create(in cloud: FakeCloud) async throws {}
    func update(_ changes: [Change], from observed: Crowded, in cloud: FakeCloud) async throws {}
    func delete(_ observed: Crowded, in cloud: FakeCloud) async throws {}
}
