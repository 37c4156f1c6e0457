import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("The names of outputs, in reports")
struct OutputsReportTests {
    private let cloud = FakeCloud()

    @Test("name, in an error, the outputs that it is about")
    func words() {
        let texts = Explainer()
        let error = GraphError.duplicateOutput("keys", Queue(name: "b").id, and: Vault(name: "v").id)
        let text = ExplanationText.error(texts.explanation(of: error), width: 400).map(\.text).joined()
        #expect(
            text.contains("the output of queue b cannot be called keys. The output of vault v is called so, or nearly"))
        #expect(text.hasSuffix("give it another name with named(output:)."))
    }

    @Test("are the same in JSON, in a job's outputs and for people, and none appears twice")
    func everywhere() async throws {
        let outputs = await run(cloud, [Queue(name: "a"), Queue(name: "b")])
        let json = ReportJSON.done(.applied, [], outputs: outputs)
        #expect(json["outputs"] == ["queue.a": "a", "queue.b": "b"])
        let job = JobOutputs(result: .applied, hasChanges: nil, outputs: outputs)
        #expect(job.forGitHub(delimiter: "x") == "result=applied\nqueue_a=a\nqueue_b=b\n")
        #expect(job.forGitLab(prefix: "tool").text == "TOOL_RESULT=applied\nTOOL_QUEUE_A=a\nTOOL_QUEUE_B=b\n")
        #expect(OutcomeText.outputs(outputs, width: 80).map(\.text) == ["  queue.a  a", "  queue.b  b"])
    }

    @Test("distinguish several URLs; each URL is alone on a line at the end, and in JSON they come first")
    func urls() {
        let outputs = [
            Output(name: "site", kind: "url", "https://s/", isAddress: true), Output("table", "T"),
            Output(name: "url.x:live", kind: "url", "https://x/", isAddress: true),
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

    /// Deploys the resources; returns the outputs.
    private func run(_ cloud: FakeCloud, _ resources: [any Resource<FakeCloud>]) async -> [Output] {
        guard let planned = try? await Planner(cloud.deployment(resources)).plan(.deploy(adopting: [])) else {
            return []
        }
        return await Executor<FakeCloud>(clock: ManualClock()).apply(planned) { _ in }.outputs
    }
}
