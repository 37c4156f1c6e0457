import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("The names of outputs")
struct OutputNamesTests {
    private let cloud = FakeCloud()

    private func plan(_ resources: [any Resource<FakeCloud>]) async throws -> Plan {
        try await Planner(cloud.deployment(resources)).plan(.inspect).plan
    }

    private func refusal(_ resources: [any Resource<FakeCloud>]) async throws -> GraphError? {
        let error = await #expect(throws: InvalidStack.self) {
            try await Planner(cloud.deployment(resources)).plan(.inspect)
        }
        return error?.errors.first?.cause as? GraphError
    }

    @Test("are the outputs' kinds if one resource of the kind is described")
    func one() async throws {
        cloud.put(Queue(name: "a"))
        cloud.put(Queue(name: "v"))
        #expect(try await plan([Vault(name: "v"), Queue(name: "a")]).outputs.map(\.name) == ["vault", "queue"])
    }

    @Test("end with the resource's name if several are described, whichever of them exist")
    func several() async throws {
        let described: [any Resource<FakeCloud>] = [Queue(name: "a"), Queue(name: "b"), Vault(name: "v")]
        cloud.put(Queue(name: "b"))
        #expect(try await plan(described).outputs.map(\.name) == ["queue.b"])
        let all = await run(cloud, described)
        #expect(all.map(\.name) == ["queue.a", "queue.b", "vault"])
        #expect(try await plan(described).outputs == all)
        cloud.with { $0.queues["b"] = nil }
        #expect(try await plan(described).outputs.map(\.name) == ["queue.a", "vault"])
    }

    @Test("are the program's own if it chooses them, before and after a deploy")
    func given() async throws {
        let described: [any Resource<FakeCloud>] = [
            Queue(name: "a").named(output: "entries"), Queue(name: "b"), Vault(name: "v").named(output: "Keys-2"),
        ]
        let outputs = await run(cloud, described)
        #expect(outputs.map(\.name) == ["entries", "queue.b", "Keys-2"])
        #expect(outputs.map(\.kind) == ["queue", "queue", "vault"] && outputs.map(\.value) == ["a", "b", "v"])
        #expect(try await plan(described).outputs == outputs)
    }

    @Test(
        "are refused before any request if two of them are the same, also for a CI system",
        arguments: [
            ("keys", "keys"), ("keys", "Keys"), ("someKeys", "some_keys"), ("some-keys", "some_keys"), ("x", "vault"),
            ("x", "VAULT"), ("x", "result"), ("x", "has-changes"), ("x", "hasChanges"), ("x", "queue_c"),
        ])
    func twice(_ one: String, _ other: String) async throws {
        let described: [any Resource<FakeCloud>] = [
            Queue(name: "a").named(output: one), Queue(name: "b").named(output: other), Queue(name: "c"),
            Vault(name: "v"),
        ]
        guard case .duplicateOutput(other, Queue(name: "b").id, _) = try await refusal(described) else {
            Issue.record("\(one) and \(other) were taken")
            return
        }
        #expect(cloud.with { $0.calls.isEmpty })
    }

    @Test(
        "are refused if they are not valid",
        arguments: ["", "1a", "a b", "a.b", "é", "_a", "a\n", "url$", String(repeating: "a", count: 65)])
    func bad(_ name: String) async throws {
        let queue = Queue(name: "a").named(output: name)
        #expect(try await refusal([queue]) == .badOutputName(name, queue.id))
    }

    /// Deploys the resources; returns the outputs.
    private func run(_ cloud: FakeCloud, _ resources: [any Resource<FakeCloud>]) async -> [Output] {
        guard let planned = try? await Planner(cloud.deployment(resources)).plan(.deploy(adopting: [])) else {
            return []
        }
        return await Executor<FakeCloud>(clock: ManualClock()).apply(planned) { _ in }.outputs
    }
}
