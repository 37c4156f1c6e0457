import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("What the users of a stack's outputs see")
struct NotesTests {
    private let cloud = FakeCloud()
    private let outputs = [Output("url", "https://u/", isAddress: true), Output("table", "T")]
    private let notes = "Paste this into a page, wherever in it the number is to stand:\n  <script\u{1B}>  x</script>"

    @Test("is between the outputs and the URL, wrapped except for what is to be copied")
    func place() {
        let lines = OutcomeText.outputs(outputs, notes: notes, width: 40)
        #expect(
            lines.map(\.text) == [
                "  table  T", "", "Paste this into a page, wherever in it",
                "the number is to stand:",
                "  <script\\u{1b}>  x</script>", "", "https://u/",
            ])
    }

    @Test("ends a report without a URL, and leaves no empty lines if it is empty")
    func without() {
        #expect(OutcomeText.outputs([], notes: "Read.", width: 40).map(\.text) == ["", "Read."])
        #expect(OutcomeText.outputs(outputs, notes: "", width: 40).map(\.text) == ["  table  T", "https://u/"])
    }

    private func run(_ line: String) async -> (output: String, error: String) {
        let capture = Capture()
        let cloud = cloud
        let load: LoadDeployment<FakeCloud> = { _, _ in
            cloud.deployment(
                [Queue(name: "a", size: 2)],
                notes: { $0.map { "Use \($0.name) \($0.value):\n  copy   me" }.joined() })
        }
        let program = Program(
            name: "tool", version: "1", summary: "Does.",
            commands: [.plan(load: load), .deploy(load: load), .destroy(load: load), .status(load: load)])
        _ = await program.run(line.split(separator: " ").map(String.init), console: capture.console())
        return (capture.output, capture.error)
    }

    @Test("is shown by deploy, by a deploy that changes nothing, and by status")
    func shown() async {
        for line in ["deploy --yes", "deploy --yes", "status"] {
            #expect(await run(line).output.hasSuffix("  queue  a\n\nUse queue a:\n  copy   me\n"), "\(line)")
        }
    }

    @Test("is not shown by plan and destroy, before a deploy, or with --json")
    func hidden() async {
        #expect(!(await run("status").output.contains("Use")))
        for line in ["plan", "deploy --yes --json", "status --json", "plan --json", "destroy --yes"] {
            let result = await run(line)
            #expect(!result.output.contains("Use") && !result.error.contains("Use"), "\(line)")
        }
    }
}

@Suite("What a command says")
struct ConsoleSayTests {
    @Test("goes to standard output, wrapped; what is to be copied stays whole")
    func output() {
        let capture = Capture()
        let console = capture.console(width: 20)
        console.say("One two three four five six.")
        console.present("https://a.long.address.example/\u{7}")
        #expect(capture.output == "One two three four\nfive six.\nhttps://a.long.address.example/\\u{7}\n")
        #expect(capture.error == "")
    }

    @Test("goes to standard error if it is a warning, which is no error")
    func warning() {
        let capture = Capture()
        let explanation = Explanation("it may rain", why: "It is grey.", advice: "Take a coat.")
        capture.console().warn(explanation)
        capture.console(isTerminal: true, colours: true).warn(explanation)
        let text = "Warning: it may rain. It is grey. Take a coat."
        #expect(capture.error == "\(text)\n\u{1B}[33m\(text)\u{1B}[0m\n")
        #expect(capture.output == "")
    }
}
