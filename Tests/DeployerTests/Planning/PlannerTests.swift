import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("A plan")
struct PlannerTests {
    private let cloud = FakeCloud()
    private let a = Queue(name: "a")
    private let b = Queue(name: "b", dependencies: [ResourceID(kind: "queue", name: "a")])

    private func plan(
        _ resources: [any Resource<FakeCloud>], _ mode: PlanMode = .deploy(adopting: [])
    ) async throws -> Plan {
        try await Planner(cloud.deployment(resources)).plan(mode).plan
    }

    @Test("creates what is missing, changes what differs and leaves what is right, in the described order")
    func actions() async throws {
        cloud.put(Queue(name: "b", size: 9))
        cloud.put(Queue(name: "c"))
        let plan = try await plan([a, b, Queue(name: "c")])
        #expect(plan.steps.map(\.action) == [.create, .update, .none])
        #expect(plan.steps.map(\.id.name) == ["a", "b", "c"])
        #expect(plan.steps[1].changes == [Change("size", from: .number(9), to: .number(1), unit: "MiB")])
        #expect(plan.steps[1].remarks == ["grows"])
        #expect(plan.hasChanges && plan.count(.create) == 1)
        #expect(plan.location.account == "1")
        #expect(cloud.writes == [])
    }

    @Test("observes each resource once")
    func once() async throws {
        _ = try await plan([a, b])
        #expect(cloud.with { $0.calls.filter { $0.hasPrefix("observe") }.count } == 2)
    }

    @Test("refuses all foreign resources at once, with their tags")
    func foreign() async throws {
        cloud.put(a, tags: ["owner": "them"])
        cloud.put(b, tags: [:])
        let error = await #expect(throws: Refusal.self) { try await plan([a, b]) }
        #expect(error?.reasons == [.foreign(a.id, tags: ["owner": "them"]), .foreign(b.id, tags: [:])])
    }

    @Test("takes over a foreign resource if requested")
    func adopts() async throws {
        cloud.put(Queue(name: "a", size: 5), tags: [:])
        let plan = try await plan([a], .deploy(adopting: [a.id]))
        #expect(plan.steps.map(\.action) == [.update])
        #expect(plan.steps.first?.remarks == ["taken over", "grows"])
    }

    @Test("takes over only what is named, with what is owned through it, and says from whom")
    func adoptsByName() async throws {
        cloud.put(Queue(name: "a", size: 5), tags: ["deployer:stack": "guestbook", "deployer:stage": "prod"])
        cloud.put(Queue(name: "a-part"))
        cloud.put(b, tags: ["owner": "them"])
        let resources: [any Resource<FakeCloud>] = [a, Part(of: "a", colour: "blue"), b]
        let error = await #expect(throws: Refusal.self) { try await plan(resources, .deploy(adopting: [a.id])) }
        #expect(error?.reasons == [.foreign(b.id, tags: ["owner": "them"])])
        let taken = try await plan([a, Part(of: "a")], .deploy(adopting: [a.id]))
        #expect(taken.steps.first?.remarks == ["taken away from stage prod of the stack guestbook", "grows"])
        #expect(taken.steps.allSatisfy { $0.traits.isEmpty })
    }

    @Test("does not touch a part of a foreign resource")
    func partOfForeign() async throws {
        cloud.put(a, tags: [:])
        cloud.put(Queue(name: "a-part"))
        let plan = try await plan([a, Part(of: "a")], .destroy(includingData: true))
        #expect(plan.steps.map(\.action) == [.none, .none])
    }

    @Test("refuses what belongs to the same stage in another region, and leaves it alone in a removal")
    func otherRegion() async throws {
        cloud.put(a, tags: ["owner": "us", "region": "far"])
        let error = await #expect(throws: Refusal.self) { try await plan([a]) }
        #expect(error?.reasons == [.ofAnotherRegion(a.id, region: "far")])
        let adopting = await #expect(throws: Refusal.self) { try await plan([a], .deploy(adopting: [a.id])) }
        #expect(adopting?.reasons == [.ofAnotherRegion(a.id, region: "far")])
        let steps = try await plan([a], .destroy(includingData: true)).steps
        #expect(steps.map(\.action) == [.none])
        #expect(steps[0].remarks == ["left alone, it belongs to this stage in far"] && steps[0].traits == [.foreign])
    }

    @Test("keeps, in a removal, what a resource needs that is left alone, and names that resource")
    func needed() async throws {
        cloud.put(a)
        cloud.put(b, tags: ["owner": "them"])
        let steps = try await plan([a, b], .destroy(includingData: true)).steps
        #expect(steps.map(\.action) == [.none, .none])
        #expect(steps[0].remarks == ["kept, queue b needs it, which is left alone"])
        cloud.with { $0.queues["b"] = nil }
        #expect(try await plan([a, b], .destroy(includingData: true)).steps.map(\.action) == [.delete])
    }

    @Test("says why a resource failed, whether it changes or not, and that it is not as described")
    func failed() async throws {
        cloud.put(a, readiness: .failed("no key"))
        cloud.put(Queue(name: "b", size: 9, dependencies: b.dependencies), readiness: .failed("no room"))
        let plan = try await plan([a, b])
        #expect(plan.steps.map(\.action) == [.none, .update])
        #expect(plan.steps.map(\.failure) == ["no key", "no room"])
        #expect(!plan.isAsDescribed)
    }

    @Test("shows facts that are not in the description, which are no changes")
    func notices() async throws {
        cloud.put(Queue(name: "a", notices: ["limited by x"]))
        let plan = try await plan([a])
        #expect(plan.steps[0].notices == ["limited by x"] && plan.isAsDescribed)
    }

    @Test("waits up to ten seconds for the tags of a resource that is being created")
    func undecided() async throws {
        let bench = Bench()
        let planner = Planner(bench.cloud.deployment([a]), clock: bench.clock)
        bench.cloud.put(a)
        bench.cloud.with {
            $0.settling["a"] = [.pending("CREATING"), .pending("CREATING"), .pending("CREATING"), .ready]
            $0.hiddenMarks["a"] = 3
        }
        #expect(try await planner.plan(.deploy(adopting: [])).plan.steps.map(\.action) == [.none])
        #expect(bench.clock.slept == .seconds(1.5))

        bench.cloud.put(a, tags: [:], readiness: .pending("CREATING"))
        await #expect(throws: Refusal.self) { try await planner.plan(.deploy(adopting: [])) }
        #expect(bench.clock.slept >= .seconds(11) && bench.clock.slept < .seconds(13))
    }

    @Test("refuses a change that can never be made")
    func immutable() async throws {
        cloud.put(Queue(name: "a", key: "old"))
        let error = await #expect(throws: Refusal.self) { try await plan([a]) }
        let change = Change("key", from: .text("old"), to: .text("id"))
        #expect(error?.reasons == [.immutable(a.id, change, advice: "Give it another name.")])
    }

    @Test("refuses what cannot be changed to what is described, but observes it and removes it")
    func changeObstacle() async throws {
        try await Vault(name: "v").create(in: cloud)
        let vault = Vault(name: "v", isStuck: true)
        let error = await #expect(throws: Refusal.self) { try await plan([a, vault]) }
        #expect(error?.reasons == [.changeObstacle(vault.id, "It is stuck. Pull first.")])
        #expect(try await plan([vault], .inspect).steps.map(\.action) == [.none])
        #expect(try await plan([vault], .destroy(includingData: true)).steps.map(\.action) == [.delete])
        #expect(cloud.writes == ["create v"])
    }

    @Test("creates again what is being deleted")
    func leaving() async throws {
        cloud.put(a, readiness: .leaving("DELETING"))
        let plan = try await plan([a])
        #expect(plan.steps.map(\.action) == [.create])
        #expect(plan.steps[0].settling == "DELETING")
    }

    @Test("takes what is being deleted without any tags for nobody's, and waits for it in every plan mode")
    func leavingWithoutTags() async throws {
        cloud.put(a, tags: [:], readiness: .leaving("DELETING"))
        let actions: [(PlanMode, Step.Action)] = [
            (.deploy(adopting: []), .create), (.inspect, .create), (.destroy(includingData: true), .delete),
        ]
        for (mode, action) in actions {
            let step = try await plan([a], mode).steps.first
            #expect(step?.action == action)
            #expect(step?.traits == [] && step?.remarks.contains { $0.contains("left alone") } == false)
        }
    }

    @Test("uses the name of someone else's resource that is being deleted, but does not remove that resource")
    func leavingOfOthers() async throws {
        cloud.put(a, tags: ["owner": "them"], readiness: .leaving("DELETING"))
        let made = try await plan([a]).steps.first
        #expect(made?.action == .create && made?.traits == [])
        let removed = try await plan([a], .destroy(includingData: true)).steps.first
        #expect(removed?.action == Step.Action.none && removed?.traits == [.foreign])
    }

    @Test("for a removal lists what exists, and prepares nothing")
    func removal() async throws {
        cloud.put(a)
        let plan = try await plan([a, b], .destroy(includingData: false))
        #expect(plan.steps.map(\.id.name) == ["a"])
        #expect(plan.steps.map(\.action) == [.delete])
        #expect(cloud.with { $0.calls.contains { $0.hasPrefix("prepare") } } == false)
    }

    @Test("keeps data, unless its removal is explicitly requested")
    func data() async throws {
        try await Vault(name: "v").create(in: cloud)
        let kept = try await plan([Vault(name: "v")], .destroy(includingData: false))
        #expect(kept.steps.map(\.action) == [.none])
        let lost = try await plan([Vault(name: "v")], .destroy(includingData: true))
        #expect(lost.steps.map(\.action) == [.delete])
    }

    @Test("refuses to remove a protected resource, before anything is removed")
    func obstacle() async throws {
        try await Vault(name: "v").create(in: cloud)
        cloud.put(a)
        let vault = Vault(name: "v", guarded: true)
        let error = await #expect(throws: Refusal.self) { try await plan([a, vault], .destroy(includingData: true)) }
        #expect(error?.reasons == [.obstacle(vault.id, "It is guarded. Take the guard away first.")])
        let kept = try await plan([a, vault], .destroy(includingData: false))
        #expect(kept.steps.map(\.action) == [.delete, .none])
    }

    @Test("that only looks does not stop at foreign resources")
    func inspects() async throws {
        cloud.put(Queue(name: "a", size: 5), tags: [:])
        let plan = try await plan([a], .inspect)
        #expect(plan.steps.map(\.action) == [.none])
        #expect(plan.outputs == [])
    }

    @Test("in the wrong account or region fails with that error, whatever else goes wrong")
    func wrongPlace() async throws {
        struct WrongPlace: Error {}
        let deployment = cloud.deployment([Failing(name: "f")]) { throw WrongPlace() }
        await #expect(throws: WrongPlace.self) { try await Planner(deployment).plan(.inspect) }
    }

    @Test("names the resource that could not be observed")
    func failing() async throws {
        let error = await #expect(throws: DeployError.self) { try await plan([a, Failing(name: "f")]) }
        #expect(error?.resource == ResourceID(kind: "failing", name: "f"))
        #expect(error?.activity == .observing)
        #expect(error?.cause is Failing.Refused)
    }
}

/// A resource that cannot be observed.
private struct Failing: Resource {
    struct Refused: Error {}

    static let kind = "failing"
    static let schema: [Property<Failing>] = []
    var name: String
    var dependencies: [ResourceID] { [] }

    func observe(in cloud: FakeCloud) async throws -> Observation<Failing>? { throw Refused() }
    func create(in cloud: FakeCloud) async throws {}
    func update(_ changes: [Change], from observed: Failing, in cloud: FakeCloud) async throws {}
    func delete(_ observed: Failing, in cloud: FakeCloud) async throws {}
}
