import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("A program")
struct ProgramTests {
    private struct Known: Error {}

    private let program = Program(
        name: "counter", version: "1.2.3", summary: "Puts a visitor counter on a cloud, and keeps it as described.",
        discussion: "Describes a stack.\n\nCompares it with what exists.",
        commands: [
            .plan(options: [Option("function", "PATH", help: "Use this binary.")]) { _, _ in
                FakeCloud().deployment([])
            },
            .deploy { _, _ in FakeCloud().deployment([]) },
            .destroy { _, _ in FakeCloud().deployment([]) },
            .status { _, _ in FakeCloud().deployment([]) },
            Command("fail", summary: "Fails.", discussion: "", options: [Option("json", help: "JSON.")]) { _, _ in
                throw Known()
            },
        ], environment: [.init("AWS_PROFILE_LIKE", "A profile.")],
        explain: { $0 is Known ? Explanation("it broke", why: "It was old.", advice: "Buy another.") : nil })

    private func run(_ line: String, width: Int = 80) async -> (code: ExitCode, output: String, error: String) {
        let capture = Capture()
        let words = line.split(separator: " ").map(String.init)
        let code = await program.run(words, console: capture.console(width: width))
        return (code, capture.output, capture.error)
    }

    @Test("shows its version and its help on standard output, and ends with 0")
    func help() async {
        #expect(await run("--version") == (.done, "counter 1.2.3\n", ""))
        let help = await run("help")
        #expect(help.code == .done && help.error.isEmpty)
        for part in [
            "Usage: counter <command> [options]", "  deploy   Makes", "NO_COLOR", "  3    The saved plan is stale",
            "  130  Interrupted.", "  143  Ended by SIGTERM",
            "AWS_PROFILE_LIKE",
        ] {
            #expect(help.output.contains(part))
        }
    }

    @Test("has no help line longer than the terminal's width", arguments: [80, 50])
    func width(_ width: Int) async {
        for line in ["help", "help plan", "help deploy", "help destroy", "help status"] {
            let output = await run(line, width: width).output
            #expect(output.split(separator: "\n").allSatisfy { Printable.columns(String($0)) <= width })
        }
    }

    @Test("shows a command's help with its options and examples")
    func commandHelp() async {
        let output = await run("plan --help").output
        for part in [
            "Usage: counter plan [options]\n", "  --stage NAME         The stage",
            "  --function PATH      Use this binary.",
            "  --detailed-exitcode  Ends with 2", "  -h, --help           Shows this.", "  counter plan --stage prod\n",
        ] {
            #expect(output.contains(part), "\(part) in\n\(output)")
        }
    }

    @Test("ends with 64 and one sentence if the command line is wrong")
    func usage() async {
        let result = await run("plan --stgae x")
        #expect(
            result == (
                .badUsage, "",
                "Error: plan has no option \"--stgae\". Did you mean \"--stage\"? See \"counter plan\n--help\".\n"
            ))
    }

    @Test("writes a JSON result even if the command line is wrong")
    func usageAsJSON() async throws {
        let result = await run("plan --json --stgae x")
        #expect(result.code == .badUsage && result.error.hasPrefix("Error: plan has no option"))
        #expect(try JSONLines.events(result.output) == ["result"])
    }

    @Test("shows an error as text, and with --json as JSON as well")
    func errors() async {
        #expect(await run("fail") == (.failed, "", "Error: it broke. It was old. Buy another.\n"))
        let result = await run("fail --json")
        #expect(result.error == "Error: it broke. It was old. Buy another.\n")
        #expect(
            result.output == """
                {"event": "result", "time": "2027-01-15T08:00:00.062Z", "result": "failed", "steps": [], \
                "unfinished": [], "notBegun": [], \
                "errors": [{"what": "it broke", "why": "It was old.", "advice": "Buy another."}]}

                """)
    }
}
