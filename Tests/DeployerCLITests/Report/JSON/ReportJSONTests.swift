import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("A report as JSON")
struct ReportJSONTests {
    private let steps = [
        Step(ResourceID(kind: "table", name: "a"), .none),
        Step(
            ResourceID(kind: "function", name: "b"), .update,
            changes: [
                Change("memory", from: .number(128), to: .number(256), unit: "MiB"),
                Change("token", from: .none, to: .hidden),
                Change("origins", from: .list([]), to: .list([.text("x"), .flag(true)])),
            ]),
    ]

    @Test("has a plan's members on one line, in the documented order")
    func plan() {
        #expect(
            JSONText.text(ReportJSON.plan(SamplePlan.plan(steps))) == """
                {"stack": "visitor-counter", "stage": "prod", "account": "123456789012", "region": "eu-west-1", \
                "steps": [{"kind": "table", "name": "a", "action": "none", "changes": []}, \
                {"kind": "function", "name": "b", "action": "update", "changes": \
                [{"property": "memory", "from": 128, "to": 256}, \
                {"property": "token", "from": null, "to": "(hidden)"}, \
                {"property": "origins", "from": [], "to": ["x", true]}]}], \
                "summary": {"create": 0, "update": 1, "delete": 0, "none": 1}}
                """)
    }

    @Test("has the URL first among the outputs of a deploy")
    func deployed() {
        let outputs = [Output("table", "T"), Output("url", "https://u/", isAddress: true)]
        #expect(
            JSONText.text(ReportJSON.done(.unchanged, [steps[0]], outputs: outputs)) == """
                {"result": "unchanged", \
                "steps": [{"kind": "table", "name": "a", "action": "none", "changes": []}], \
                "outputs": {"url": "https://u/", "table": "T"}}
                """)
    }

    @Test("reports a removal")
    func destroyed() {
        let gone = [Step(ResourceID(kind: "table", name: "a"), .delete)]
        #expect(
            JSONText.text(ReportJSON.done(.destroyed, gone, outputs: nil)) == """
                {"result": "destroyed", \
                "steps": [{"kind": "table", "name": "a", "action": "delete", "changes": []}]}
                """)
    }

    @Test("reports a failure with what was done, and what went wrong")
    func failure() {
        let explanation = Explanation("it broke", why: "It was old.", advice: "Buy another.")
        #expect(
            JSONText.text(ReportJSON.failure([explanation], outcome: Outcome(finished: [steps[0]]))) == """
                {"result": "failed", \
                "steps": [{"kind": "table", "name": "a", "action": "none", "changes": []}], \
                "unfinished": [], "notBegun": [], \
                "errors": [{"what": "it broke", "why": "It was old.", "advice": "Buy another."}]}
                """)
    }

    @Test("reports an interruption with what was left unfinished and what was not begun")
    func interruption() {
        let ids = steps.map(\.id)
        let outcome = Outcome(finished: [], unfinished: [.init(ids[0], reason: "CREATING")], notBegun: [ids[0]])
        let object = ReportJSON.failure([], outcome: outcome, isInterrupted: true)
        #expect(object["result"] == "interrupted")
        #expect(JSONText.text(object).contains(#""unfinished": [{"kind": "table", "name": "a"}]"#))
        #expect(JSONText.text(object).contains(#""notBegun": [{"kind": "table", "name": "a"}]"#))
    }

    @Test("reports what exists")
    func status() {
        #expect(
            JSONText.text(ReportJSON.status(StackStatus(plan: SamplePlan.plan([steps[0]])))) == """
                {"stack": "visitor-counter", "stage": "prod", "account": "123456789012", "region": "eu-west-1", "deployed": true, "drifted": false, \
                "steps": [{"kind": "table", "name": "a", "action": "none", "changes": []}], \
                "outputs": {}}
                """)
        #expect(StackStatus(plan: SamplePlan.plan(steps)).hasDrifted)
        let fresh = StackStatus(plan: SamplePlan.fresh)
        #expect(!fresh.isDeployed && !fresh.hasDrifted)
    }

    @Test("escapes what JSON requires and what a terminal would obey, and reads back as it was")
    func escapes() throws {
        let text = "\"\\\n\r\t\u{1B}[2J\u{202E}é\u{E0001}"
        let written = JSONText.text(.object([JSONValue.Member(text, .string(text))]))
        #expect(
            written
                == #"{"\"\\\n\r\t\u001b[2J\u202eé\udb40\udc01": "\"\\\n\r\t\u001b[2J\u202eé\udb40\udc01"}"#)
        #expect(try JSONDecoder().decode([String: String].self, from: Data(written.utf8)) == [text: text])
    }
}
