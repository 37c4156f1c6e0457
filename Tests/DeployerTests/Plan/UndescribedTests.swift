import Deployer
import Testing

@Suite("What is ours and no longer described")
struct UndescribedTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Thing(name: "a")

    /// A thing that is found by its tags, whatever is described.
    private func planner(
        _ resources: [any Resource<FakeCloud>], finds found: [any Resource<FakeCloud>], unseen: [Unseen] = []
    ) -> Planner<FakeCloud> {
        Planner(cloud.deployment(resources, search: { FoundResources(found, unseen: unseen) }))
    }

    private func plan(
        _ resources: [any Resource<FakeCloud>], finds found: [any Resource<FakeCloud>],
        _ purpose: Purpose = .deploy(adopting: [])
    ) async throws -> PlannedStack<FakeCloud> { try await planner(resources, finds: found).plan(purpose) }

    @Test("is a removal in the plan, once what is described stands")
    func removed() async throws {
        cloud.put(Thing(name: "old"))
        let planned = try await plan([a], finds: [Thing(name: "old"), a])
        #expect(planned.plan.steps.map(\.id.name) == ["a", "old"])
        #expect(planned.plan.steps.map(\.action) == [.create, .delete])
        #expect(planned.plan.steps[1].remarks == ["no longer described"])
        let outcome = await bench.apply(planned)
        #expect(outcome.isComplete && cloud.writes == ["create a", "delete old"])
        #expect(cloud.with { Array($0.things.keys) } == ["a"])
    }

    @Test("stays where what is described could not be made")
    func staysOnFailure() async throws {
        cloud.put(Thing(name: "old"))
        cloud.with { $0.faults["a"] = [ConnectionLost()] }
        let outcome = await bench.apply(try await plan([a], finds: [Thing(name: "old")]))
        #expect(outcome.failures.map(\.resource.name) == ["a"] && outcome.notBegun.map(\.name) == ["old"])
        #expect(cloud.with { $0.things["old"] != nil })
    }

    @Test("is not a stranger's, and not what is gone, whatever a search names")
    func hints() async throws {
        cloud.put(Thing(name: "theirs"), tags: ["owner": "them"])
        cloud.put(Thing(name: "untagged"), tags: [:])
        cloud.put(a)
        let planned = try await plan([a], finds: ["theirs", "untagged", "gone"].map { Thing(name: $0) })
        #expect(planned.plan.steps.map(\.id.name) == ["a"] && !planned.plan.hasChanges)
    }

    @Test("goes with a removal of the stack, and is named by a status as drift")
    func otherPurposes() async throws {
        cloud.put(a)
        cloud.put(Thing(name: "old"))
        let looked = try await plan([a], finds: [Thing(name: "old")], .inspect)
        #expect(looked.plan.steps.map(\.action) == [.none, .delete] && !looked.plan.isAsDescribed)
        let outcome = await bench.apply(
            try await plan([a], finds: [Thing(name: "old")], .destroy(includingData: false)))
        #expect(outcome.isComplete && cloud.with { $0.things.isEmpty })
    }

    @Test("that holds data is kept and named in every plan, and goes where that is asked for")
    func data() async throws {
        cloud.put(Thing(name: "old"))
        cloud.put(a)
        for purpose in [Purpose.deploy(adopting: []), .destroy(includingData: false), .inspect] {
            let step = try #require(try await plan([a], finds: [Vault(name: "old")], purpose).plan.steps.last)
            #expect(step.id.name == "old" && step.action == .none)
            #expect(step.remarks == ["no longer described", "kept, it holds data: --delete-data removes it"])
        }
        let planned = try await plan([a], finds: [Vault(name: "old")], .deploy(adopting: [], includingData: true))
        #expect(planned.plan.steps.last?.action == .delete)
        #expect(await bench.apply(planned).isComplete && cloud.with { Array($0.things.keys) } == ["a"])
    }

    @Test("that holds data is named where another of its kind is made empty")
    func renamedData() async throws {
        cloud.put(Thing(name: "old"))
        let step = try #require(try await plan([Vault(name: "new")], finds: [Vault(name: "old")]).plan.steps.first)
        #expect(step.action == .create && step.remarks == ["made empty: the data stays behind in vault old"])
    }

    @Test("that cannot be removed stays in a deploy, which says why, and refuses a removal of all")
    func obstacle() async throws {
        cloud.put(Thing(name: "old"))
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

    @Test("is found through what belongs to what is ours, step by step, and never through a stranger's")
    func related() async throws {
        var a = a
        a.belongings = ["b"]
        cloud.put(a)
        var b = Thing(name: "b")
        b.related = ["c"]
        cloud.put(b)
        cloud.put(Thing(name: "c"))
        #expect(try await plan([a], finds: []).plan.steps.map(\.id.name) == ["a", "b", "c"])
        cloud.put(b, tags: ["owner": "them"])
        #expect(try await plan([a], finds: []).plan.steps.map(\.id.name) == ["a"])
    }

    @Test("goes in the reverse of the order in which it needs each other")
    func order() async throws {
        cloud.put(Thing(name: "old"))
        cloud.put(Thing(name: "old-part"))
        let outcome = await bench.apply(try await plan([], finds: [Thing(name: "old"), Part(of: "old")]))
        #expect(outcome.isComplete && cloud.writes == ["delete old-part", "delete old"])
    }

    @Test("may not be looked for: the plan goes on, and does not say that all is as described")
    func unseen() async throws {
        cloud.put(a)
        let gap = Unseen("things that are no longer described", why: "It is not allowed.")
        let planner = planner([a], finds: [], unseen: [gap])
        let plan = try await planner.plan(.deploy(adopting: [])).plan
        #expect(plan.unseen == [gap] && !plan.hasChanges)
    }

    @Test("costs no further look where nothing is found but what is described")
    func oneWave() async throws {
        var a = a
        a.belongings = ["a"]
        cloud.put(a)
        _ = try await plan([a], finds: [a])
        #expect(cloud.with { $0.calls.count { $0.hasPrefix("observe") } } == 1)
    }
}
