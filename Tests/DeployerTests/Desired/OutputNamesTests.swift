import Testing

@testable import Deployer

@Suite("The names of outputs")
struct OutputNamesTests {
    private let cloud = FakeCloud()

    private func plan(_ resources: [any Resource<FakeCloud>]) async throws -> Plan {
        try await Planner(cloud.deployment(resources)).plan(.inspect).plan
    }

    private func refusal(_ resources: [any Resource<FakeCloud>]) async throws -> GraphError? {
        await #expect(throws: GraphError.self) { try await Planner(cloud.deployment(resources)).plan(.inspect) }
    }

    @Test("are what they are where one of the kind is described")
    func one() async throws {
        cloud.put(Thing(name: "a"))
        cloud.put(Thing(name: "v"))
        #expect(try await plan([Vault(name: "v"), Thing(name: "a")]).outputs.map(\.name) == ["vault", "thing"])
    }

    @Test("have the resource's name behind where several are described, whatever of them stands")
    func several() async throws {
        let described: [any Resource<FakeCloud>] = [Thing(name: "a"), Thing(name: "b"), Vault(name: "v")]
        cloud.put(Thing(name: "b"))
        #expect(try await plan(described).outputs.map(\.name) == ["thing.b"])
        let all = await run(cloud, described)
        #expect(all.map(\.name) == ["thing.a", "thing.b", "vault"])
        #expect(try await plan(described).outputs == all)
        cloud.with { $0.things["b"] = nil }
        #expect(try await plan(described).outputs.map(\.name) == ["thing.a", "vault"])
    }

    @Test("are the program's where it gives some, before and after a deploy")
    func given() async throws {
        let described: [any Resource<FakeCloud>] = [
            Thing(name: "a").named(output: "entries"), Thing(name: "b"), Vault(name: "v").named(output: "Keys-2"),
        ]
        let outputs = await run(cloud, described)
        #expect(outputs.map(\.name) == ["entries", "thing.b", "Keys-2"])
        #expect(outputs.map(\.kind) == ["thing", "thing", "vault"] && outputs.map(\.value) == ["a", "b", "v"])
        #expect(try await plan(described).outputs == outputs)
    }

    @Test(
        "are refused before anything is looked at where two would be one, also for a CI system",
        arguments: [
            ("keys", "keys"), ("keys", "Keys"), ("someKeys", "some_keys"), ("some-keys", "some_keys"), ("x", "vault"),
            ("x", "VAULT"), ("x", "result"), ("x", "has-changes"), ("x", "hasChanges"), ("x", "thing_c"),
        ])
    func twice(_ one: String, _ other: String) async throws {
        let described: [any Resource<FakeCloud>] = [
            Thing(name: "a").named(output: one), Thing(name: "b").named(output: other), Thing(name: "c"),
            Vault(name: "v"),
        ]
        guard case .duplicateOutput(other, Thing(name: "b").id, _) = try await refusal(described) else {
            Issue.record("\(one) and \(other) were taken")
            return
        }
        #expect(cloud.with { $0.calls.isEmpty })
    }

    @Test(
        "are refused where they are none",
        arguments: ["", "1a", "a b", "a.b", "é", "_a", "a\n", "url$", String(repeating: "a", count: 65)])
    func bad(_ name: String) async throws {
        let thing = Thing(name: "a").named(output: name)
        #expect(try await refusal([thing]) == .badOutputName(name, thing.id))
    }

    @Test("say in an error which outputs it is about")
    func words() {
        let texts = ErrorText(explainers: [], owner: nil)
        let error = GraphError.duplicateOutput("keys", Thing(name: "b").id, and: Vault(name: "v").id)
        let text = ErrorText.lines(texts.explanation(of: error), width: 400).map(\.text).joined()
        #expect(
            text.contains("the output of thing b cannot be called keys. The output of vault v is called so, or nearly"))
        #expect(text.hasSuffix("give it another name with named(output:)."))
    }

    @Test("are the same in JSON, where none stands twice, in a job's outputs and for people")
    func everywhere() async throws {
        let outputs = await run(cloud, [Thing(name: "a"), Thing(name: "b")])
        let json = ReportJSON.done(.applied, [], outputs: outputs)
        #expect(json["outputs"] == ["thing.a": "a", "thing.b": "b"])
        let job = JobOutputs(result: .applied, hasChanges: nil, outputs: outputs)
        #expect(job.forGitHub(delimiter: "x") == "result=applied\nthing_a=a\nthing_b=b\n")
        #expect(job.forGitLab(prefix: "tool").text == "TOOL_RESULT=applied\nTOOL_THING_A=a\nTOOL_THING_B=b\n")
        #expect(OutcomeText.outputs(outputs, width: 80).map(\.text) == ["  thing.a  a", "  thing.b  b"])
    }

    @Test("of several URLs tell them apart, and each URL stands alone on its line at the end; in JSON they come first")
    func urls() {
        let outputs = [
            Output(name: "site", kind: "url", "https://s/"), Output("table", "T"),
            Output(name: "url.x:live", kind: "url", "https://x/"),
        ]
        let lines = OutcomeText.outputs(outputs, notes: "Open them.", width: 80).map(\.text)
        #expect(
            lines == [
                "  site        https://s/", "  table       T", "  url.x:live  https://x/", "", "Open them.", "",
                "https://s/",
                "https://x/",
            ])
        let json = ReportJSON.done(.applied, [], outputs: outputs)["outputs"]
        #expect(json == ["site": "https://s/", "url.x:live": "https://x/", "table": "T"])
        #expect(OutcomeText.outputs([outputs[0]], width: 80).map(\.text) == ["https://s/"])
    }

    /// Deploys the resources; gives the outputs.
    private func run(_ cloud: FakeCloud, _ resources: [any Resource<FakeCloud>]) async -> [Output] {
        guard let planned = try? await Planner(cloud.deployment(resources)).plan(.deploy(adopting: [])) else {
            return []
        }
        return await Executor<FakeCloud>(time: ManualClock().timekeeper).apply(planned) { _ in }.outputs
    }
}
