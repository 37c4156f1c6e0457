import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("A saved plan")
struct SavedPlanTests {
    private let cloud = FakeCloud()
    private let queue = Queue(name: "a", size: 2, code: "x", labels: ["k": "v"])

    private func saved(
        _ resources: [any Resource<FakeCloud>], adopting: Set<ResourceID> = [], salt: String = "salt"
    ) async throws -> SavedPlan {
        SavedPlan(
            try await Planner(cloud.deployment(resources)).plan(.deploy(adopting: adopting)), salt: salt)
    }

    /// What changed from the saved plan to what is described and exists now.
    private func staleness(
        _ saved: SavedPlan, _ resources: [any Resource<FakeCloud>], account: String = "1", region: String = "here"
    ) async throws -> StalePlan? {
        let deployment = cloud.deployment(resources) { Location(account: account, region: region, identity: "other") }
        do {
            _ = try await Planner(deployment).plan(asSaved: saved)
            return nil
        } catch let stale as StalePlan {
            return stale
        }
    }

    private func moved(_ names: [String], _ move: StalePlan.Fact.Move = .changed) -> [StalePlan.Fact] {
        names.map { StalePlan.Fact(resource: queue.id, name: $0, move: move) }
    }

    @Test("is valid as long as nothing changes, whoever looks")
    func unmoved() async throws {
        cloud.put(Queue(name: "a", size: 9, labels: ["stray": "secret"]))
        let plan = try await saved([queue, Vault(name: "v")])
        #expect(plan.resources.map(\.action) == ["update", "create"])
        #expect(try await staleness(plan, [queue, Vault(name: "v")]) == nil)
    }

    @Test(
        "is stale if any one fact changed on the cloud, and names it",
        arguments: [
            ("size", Queue(name: "a", size: 8, code: "x", labels: ["k": "v"])),
            ("key", Queue(name: "a", key: "other", code: "x", labels: ["k": "v"])),
            ("code", Queue(name: "a", code: "y", labels: ["k": "v"])),
            ("labels.k", Queue(name: "a", code: "x", labels: ["k": "w"])),
        ])
    func observed(_ name: String, _ now: Queue) async throws {
        cloud.put(Queue(name: "a", code: "x", labels: ["k": "v"]))
        let plan = try await saved([queue])
        cloud.put(now)
        let stale = try await staleness(plan, [queue])
        #expect(stale == StalePlan(mismatches: [], observed: moved([name]), described: []))
    }

    @Test("is stale if a value changed that no plan shows")
    func hidden() async throws {
        cloud.put(Queue(name: "a", size: 2, code: "x", labels: ["k": "v", "stray": "secret"]))
        let plan = try await saved([queue])
        cloud.put(Queue(name: "a", size: 2, code: "x", labels: ["k": "v", "stray": "another"]))
        #expect(try await staleness(plan, [queue])?.observed == moved(["labels.stray"]))
    }

    @Test("is stale if a fact appeared or disappeared")
    func cameAndWent() async throws {
        cloud.put(Queue(name: "a", labels: ["old": ""]))
        let plan = try await saved([queue])
        cloud.put(Queue(name: "a", labels: ["new": ""]))
        #expect(
            try await staleness(plan, [queue])?.observed == moved(["labels.new"], .appeared)
                + moved(["labels.old"], .disappeared))
    }

    @Test("names once a resource that appeared or disappeared, and none of its facts")
    func presence() async throws {
        let without = try await saved([queue])
        cloud.put(queue)
        let with = try await saved([queue])
        let whole = StalePlan.Fact(resource: queue.id, name: nil, move: .appeared)
        #expect(try await staleness(without, [queue])?.observed == [whole])
        cloud.with { $0.queues = [:] }
        #expect(try await staleness(with, [queue])?.observed.map(\.move) == [.disappeared])
    }

    @Test(
        "is stale if a resource that is not described appeared, changed or disappeared, which happened on the cloud")
    func undescribed() async throws {
        cloud.put(queue)
        let old = Queue(name: "old")
        func deployment() -> Deployment<FakeCloud> {
            cloud.deployment([queue], search: { FoundResources([old]) })
        }
        let without = SavedPlan(try await Planner(deployment()).plan(.deploy(adopting: [])), salt: "salt")
        cloud.put(old)
        let with = SavedPlan(try await Planner(deployment()).plan(.deploy(adopting: [])), salt: "salt")
        let appeared = await #expect(throws: StalePlan.self) { try await Planner(deployment()).plan(asSaved: without) }
        #expect(appeared?.described == [] && appeared?.observed.map(\.move) == [.appeared])
        cloud.with { $0.queues["old"]?.queue.size = 9 }
        let changed = await #expect(throws: StalePlan.self) { try await Planner(deployment()).plan(asSaved: with) }
        #expect(changed?.described == [] && changed?.observed.map(\.name) == ["size"])
        cloud.with { $0.queues["old"] = nil }
        let gone = await #expect(throws: StalePlan.self) { try await Planner(deployment()).plan(asSaved: with) }
        #expect(gone?.described == [] && gone?.observed.map(\.move) == [.disappeared])
    }

    @Test("is stale if a resource is pending that was ready")
    func readiness() async throws {
        cloud.put(queue)
        let plan = try await saved([queue])
        cloud.put(queue, readiness: .pending("BUSY"))
        #expect(try await staleness(plan, [queue])?.observed == moved(["readiness"]))
    }

    @Test("that meets someone else's resource is stale first, and refused only if nothing changed")
    func ownership() async throws {
        cloud.put(queue)
        let plan = try await saved([queue])
        cloud.put(queue, tags: ["team": "web"])
        #expect(try await staleness(plan, [queue])?.observed == moved(["ownership"]))
        let adopting = try await saved([queue], adopting: [queue.id])
        #expect(adopting.mode == .deploy(adopting: [queue.id]))
        #expect(try await staleness(adopting, [queue]) == nil)
        // Others may tag it at any moment; its owner may not change.
        cloud.put(queue, tags: ["team": "api", "seen": "today"])
        #expect(try await staleness(adopting, [queue]) == nil)
        cloud.put(queue, tags: ["team": "api", OwnerTag.stage: "prod"])
        #expect(try await staleness(adopting, [queue])?.observed == moved(["ownership"]))
    }

    @Test(
        "is stale if any one fact changed in the description, and names it",
        arguments: [
            ("size", Queue(name: "a", size: 3, code: "x", labels: ["k": "v"])),
            ("code", Queue(name: "a", size: 2, code: "y", labels: ["k": "v"])),
            ("labels.k", Queue(name: "a", size: 2, code: "x", labels: ["k": "w"])),
            (
                "dependencies",
                Queue(
                    name: "a", size: 2, code: "x", labels: ["k": "v"],
                    dependencies: [ResourceID(kind: "vault", name: "v")])
            ),
        ])
    func described(_ name: String, _ now: Queue) async throws {
        cloud.put(queue)
        let plan = try await saved([queue, Vault(name: "v")])
        let stale = try await staleness(plan, [now, Vault(name: "v")])
        #expect(stale == StalePlan(mismatches: [], observed: [], described: moved([name])))
    }

    @Test("is stale if the description has one resource more or less")
    func resources() async throws {
        let (one, two) = (try await saved([queue]), try await saved([queue, Vault(name: "v")]))
        let vault = ResourceID(kind: "vault", name: "v")
        let more = try await staleness(one, [queue, Vault(name: "v")])
        #expect(more?.described == [StalePlan.Fact(resource: vault, name: nil, move: .appeared)])
        #expect(more?.observed == [])
        let less = try await staleness(two, [queue])
        #expect(less?.described == [StalePlan.Fact(resource: vault, name: nil, move: .disappeared)])
    }

    @Test("of another account or region names only that")
    func mismatches() async throws {
        cloud.put(queue)
        let plan = try await saved([queue])
        cloud.with { $0.queues = [:] }
        let stale = try await staleness(plan, [queue], account: "2", region: "there")
        #expect(stale?.mismatches.map(\.name) == ["account", "region"])
        #expect(stale?.mismatches.map(\.now) == ["2", "there"])
        #expect(stale?.observed == [] && stale?.described == [])
    }

    @Test("is stale if the same facts lead to another action")
    func action() async throws {
        let plan = try await saved([queue])
        let entry = try #require(plan.resources.first)
        let other = SavedPlan(
            format: plan.format, version: plan.version, stack: plan.stack, stage: plan.stage, account: plan.account,
            region: plan.region, options: [:], adopting: [], deletingData: false, salt: plan.salt,
            resources: [
                SavedPlan.Entry(
                    kind: entry.kind, name: entry.name, action: "none", observed: entry.observed,
                    described: entry.described)
            ])
        #expect(try await staleness(other, [queue])?.described == moved(["action"]))
    }

    @Test("has its own salt, and digests that show neither equal values nor equal plans")
    func salts() async throws {
        cloud.put(queue)
        let (one, other) = (try await saved([queue]), try await saved([queue], salt: "pepper"))
        #expect(SavedPlan.newSalt() != SavedPlan.newSalt() && SavedPlan.newSalt().utf8.count == 64)
        let digests = [one, other].flatMap(\.resources).flatMap { [$0.observed, $0.described] }.flatMap(\.values)
        #expect(Set(digests).count == digests.count)
    }
}

@Suite("The facts about a resource")
struct ResourceFactsTests {
    @Test("are all that exists and all that is described; nothing is hidden")
    func all() {
        let observation = Observation(
            Queue(name: "a", code: "x", labels: ["token": "secret"]), readiness: .failed("broke"),
            ownership: .through(ResourceID(kind: "vault", name: "v")), outputs: [Output("url", "u")], revision: "r1")
        let facts = ResourceFacts(Queue(name: "a"), observation)
        #expect(
            facts.observed == [
                Fact("readiness", .text("failed")), Fact("ownership", .list([.text("vault"), .text("v")])),
                Fact("size", .number(1)), Fact("key", .text("id")), Fact("code", .text("x")),
                Fact("pages", .none), Fact("labels.token", .text("secret")), Fact("outputs.url", .text("u")),
                Fact("revision", .text("r1")),
            ])
        #expect(facts.described.map(\.name) == ["dependencies", "size", "key", "code", "pages"])
        #expect(facts.described.first { $0.name == "code" }?.value == Value.none)
        #expect(ResourceFacts(Queue(name: "a"), nil).observed == [])
    }

    @Test("have the same bytes only if they are equal")
    func bytes() {
        let values: [Value] = [
            .none, .hidden, .flag(true), .flag(false), .number(1), .number(-1), .number(12), .text(""), .text("1"),
            .text("n"), .text("s1:a"), .list([]), .list([.none]), .list([.list([])]), .list([.text("a"), .text("b")]),
            .list([.text("as1:b")]), .list([.text("asb"), .text("c")]), .list([.text("a"), .text("bsc")]),
            .list([.text("a"), .list([.text("b")])]),
            .list([.list([.text("a")]), .text("b")]),
            .list([.number(1), .number(2)]), .list([.number(12)]), .list([.text("ab")]), .text("é"), .text("e\u{301}"),
        ]
        #expect(Set(values.map(\.canonicalBytes)).count == values.count)
    }
}
