import Foundation
import Synchronization
import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("The commands on a stack")
struct StackCommandTests {
    private let cloud = FakeCloud()
    private let loaded = Counter()

    private func run(
        _ line: String, resources: [any Resource<FakeCloud>]? = nil, answers: [String] = [], canAsk: Bool = false,
        isTerminal: Bool = false
    ) async -> (code: ExitCode, output: String, error: String) {
        let capture = Capture(answers: answers)
        let cloud = cloud
        let resources: [any Resource<FakeCloud>] = resources ?? [Vault(name: "v"), Queue(name: "a", size: 2)]
        let count = loaded
        let load: LoadDeployment<FakeCloud> = { _, console in
            count.add()
            console.write("building\n")
            return cloud.deployment(resources)
        }
        let program = Program(
            name: "tool", version: "1", summary: "Does.",
            commands: [.plan(load: load), .deploy(load: load), .destroy(load: load), .status(load: load)])
        let code = await program.run(
            line.split(separator: " ").map(String.init),
            console: capture.console(canAsk: canAsk, isTerminal: isTerminal))
        return (code, capture.output, capture.error)
    }

    private final class Counter: Sendable {
        private let count = Mutex(0)
        var value: Int { count.withLock { $0 } }
        func add() { count.withLock { $0 += 1 } }
    }

    private func object(_ text: String) throws -> [String: Any] { try JSONLines.last(text) }

    @Test("plan changes nothing, and ends with 2 for changes only if asked to")
    func plan() async {
        let result = await run("plan")
        #expect(result.code == .done)
        #expect(result.output.hasSuffix("0 to change · 0 unchanged · 2 to create · 0 to destroy\n"))
        #expect(await run("plan --detailed-exitcode").code == .changesPending)
        #expect(cloud.writes == [])
        _ = await run("deploy --yes")
        #expect(await run("plan --detailed-exitcode").code == .done)
    }

    @Test("plan --destroy shows what a destroy would remove and keep, and changes nothing")
    func planOfRemoval() async throws {
        let nothing = await run("plan --destroy --detailed-exitcode")
        #expect(nothing.code == .done && nothing.output.hasSuffix("Nothing to remove.\n"))
        _ = await run("deploy --yes")
        let deployed = cloud.writes
        let kept = await run("plan --destroy")
        #expect(kept.code == .done && kept.output.contains("- queue  a") && kept.output.contains("= vault  v"))
        #expect(kept.output.contains("1 unchanged") && kept.output.contains("1 to destroy"))
        #expect(await run("plan --destroy --detailed-exitcode").code == .changesPending)
        let whole = await run("plan --destroy --delete-data")
        #expect(whole.output.contains("- vault  v") && whole.output.contains("ALL DATA IN vault v WILL BE LOST."))
        let markdown = await run("plan --destroy --markdown")
        #expect(markdown.output.contains("### Plan to remove `stack` · `test`"), "\(markdown.output)")
        let json = try object(await run("plan --destroy --json").output)
        #expect((json["summary"] as? [String: Int])?["delete"] == 1)
        #expect(cloud.writes == deployed)
    }

    @Test(
        "plan --destroy refuses options that have no meaning for it, before anything is looked at",
        arguments: [("--out x.plan", "--out does not save"), ("--adopt a", "--adopt has no meaning")])
    func removalOptions(_ options: String, _ words: String) async {
        let result = await run("plan --destroy \(options)")
        #expect(result.code == .badUsage && result.error.contains(words), "\(result.error)")
        #expect(loaded.value == 0)
    }

    @Test("with --json write lines of JSON to standard output and all else to standard error")
    func json() async throws {
        let all = ["plan"] + Array(repeating: "started", count: 2) + Array(repeating: "finished", count: 2) + ["result"]
        for (line, events) in [
            ("plan --json", ["plan"]), ("deploy --yes --json", all), ("status --json", ["status"]),
            ("deploy --yes --json", ["plan", "result"]), ("destroy --yes --delete-data --json", all),
            ("destroy --yes --json", ["plan", "result"]),
        ] {
            let result = await run(line)
            #expect(result.code == .done)
            // Resources are worked on at the same time.
            #expect(try JSONLines.events(result.output).sorted() == events.sorted())
            #expect(try JSONLines.events(result.output).first == events.first)
            #expect(try JSONLines.events(result.output).last == events.last)
            #expect(result.error.hasPrefix("building\n"))
        }
    }

    @Test("with --json draw no live block, since the JSON lines on the same screen would break it")
    func jsonOnTerminal() async {
        let result = await run("deploy --yes --json", isTerminal: true)
        #expect(result.code == .done && !result.error.contains("\u{1B}"))
        #expect(result.error.contains("queue a: created in"))
    }

    @Test("with --json write the plan before the question, and a result if the answer is no")
    func declinedAsJSON() async throws {
        let result = await run("deploy --json", answers: ["no"], canAsk: true)
        #expect(result.code == .failed)
        #expect(try JSONLines.events(result.output) == ["plan", "result"])
        #expect(try object(result.output)["result"] as? String == "failed")
    }

    @Test(
        "deploy and destroy end with 64, before anything is looked at, if nobody can be asked",
        arguments: ["deploy", "destroy"])
    func nobody(_ command: String) async {
        let result = await run(command)
        #expect(result.code == .badUsage)
        #expect(result.error.contains("there is no terminal to ask"))
        #expect(loaded.value == 0 && cloud.with { $0.calls.isEmpty })
    }

    @Test("deploy shows the plan, asks, applies, and ends with the outputs")
    func deploy() async {
        let result = await run("deploy", answers: ["yes"], canAsk: true, isTerminal: true)
        #expect(result.code == .done)
        #expect(result.output.contains("Deploy these 2 changes to stack · test? Only \"yes\" is accepted: "))
        #expect(result.output.hasSuffix("Deployed: 2 created.\n  vault  v\n  queue  a\n"))
        #expect(Set(cloud.writes) == ["create v", "create a"])
    }

    @Test("deploy says in its question how many of the changes are removals")
    func removals() async {
        var a = Queue(name: "a")
        a.belongings = ["old", "older"]
        cloud.put(Queue(name: "old"))
        cloud.put(Queue(name: "older"))
        let both = await run("deploy", resources: [a], answers: ["no"], canAsk: true)
        #expect(both.error.contains("Deploy these 3 changes, 2 of them removals, to stack · test?"))
        cloud.put(a)
        let removals = await run("deploy", resources: [a], answers: ["no"], canAsk: true)
        #expect(removals.error.contains("Deploy these 2 removals to stack · test?"))
        cloud.with { $0.queues["older"] = nil }
        let one = await run("deploy", resources: [a], answers: ["no"], canAsk: true)
        #expect(one.error.contains("Deploy this removal to stack · test?"))
    }

    @Test("deploy changes nothing at any other answer", arguments: [["y"], ["YES"], [""], []])
    func declined(_ answers: [String]) async {
        let result = await run("deploy", answers: answers, canAsk: true)
        #expect(result.code == .failed)
        #expect(result.error.hasSuffix("Nothing was changed, since the answer was not \"yes\".\n"))
        #expect(cloud.writes == [])
    }

    @Test("the plan is shown with the question, even if standard output is a file")
    func redirected() async {
        let result = await run("deploy", answers: ["yes"], canAsk: true)
        #expect(result.error.contains("2 to create") && result.error.contains("Only \"yes\""))
        #expect(!result.output.contains("2 to create") && result.output.contains("Deployed: 2 created."))
    }

    @Test("deploy asks nothing if nothing changes")
    func unchanged() async throws {
        _ = await run("deploy --yes")
        let result = await run("deploy", canAsk: true)
        #expect(result.code == .done && !result.error.contains("Only"))
        let again = try object(await run("deploy --yes --json").output)
        #expect(again["result"] as? String == "unchanged")
        #expect(again["outputs"] as? [String: String] == ["vault": "v", "queue": "a"])
        #expect(cloud.writes.count == 2)
    }

    @Test("a URL is the very last line")
    func url() {
        let lines = OutcomeText.outputs(
            [Output("url", "https://u/", isAddress: true), Output("table", "T")], width: 80)
        #expect(lines.map(\.text) == ["  table  T", "https://u/"])
    }

    @Test("deploy says what failed, what was done, and that the next one continues")
    func failure() async throws {
        struct Broken: Explainable { let explanation = Explanation("it broke", advice: "Mend it.") }
        let resources: [any Resource<FakeCloud>] = [
            Queue(name: "a"), Queue(name: "b"),
            Queue(name: "c", dependencies: [ResourceID(kind: "queue", name: "b")]),
        ]
        cloud.with { $0.faults["b"] = [Broken()] }
        let result = await run("deploy --yes --json", resources: resources)
        #expect(result.code == .failed)
        #expect(
            result.error.hasSuffix(
                """
                Error: queue b in stage test could not be created. It broke. Mend it.
                Done before that: queue a (created). Not begun: queue c. Running the same
                command again continues from here.

                """))
        let reported = try object(result.output)
        #expect(reported["result"] as? String == "failed")
        #expect((reported["steps"] as? [[String: Any]])?.map { $0["name"] as? String } == ["a"])
        #expect((reported["errors"] as? [[String: String]])?.first?["advice"] == "Mend it.")
    }

    @Test("a foreign resource is refused with the tags that it would need, and taken over with --adopt")
    func foreign() async {
        cloud.put(Queue(name: "a", size: 2), tags: ["team": "web"])
        let result = await run("deploy --yes")
        #expect(result.code == .failed && cloud.writes == [])
        let words = result.error.split { $0.isWhitespace }.joined(separator: " ")
        #expect(words.contains("It has the tags team=web; it would need deployer:stack=stack and deployer:stage=test."))
        #expect(words.contains("with --adopt a."))
        #expect(await run("deploy --yes --adopt a").code == .done)
    }

    @Test(
        "--adopt takes names separated by commas or one by one, and kind and name",
        arguments: ["--adopt a --adopt v", "--adopt=a,v", "--adopt v,a", "--adopt v --adopt v --adopt=a"])
    func adoptsSeveral(_ options: String) async {
        cloud.put(Queue(name: "a"), tags: [:])
        #expect(await run("deploy --yes \(options)").code == .done)
        #expect(cloud.with { $0.queues["a"]?.tags["owner"] } == "us")
    }

    @Test("--adopt of one resource does not adopt another; a name that the stack does not have is a usage error")
    func adoptsNothingElse() async {
        cloud.put(Queue(name: "a", size: 2), tags: [:])
        #expect(await run("deploy --yes --adopt v").code == .failed)
        cloud.with { $0.calls = [] }
        for (option, text) in [
            ("--adopt b", #"--adopt names "b", and the stack describes nothing of that name. "#),
            ("--adopt=a,,v", #"--adopt names "", and"#),
            ("--adopt A", #"Did you mean "a"? It describes vault v and queue a."#),
            (
                "--adopt",
                "--adopt needs a value, as --adopt NAME. It takes the name of what may be taken over, as the plan"
            ),
        ] {
            let result = await run("deploy \(option) --yes".replacing("--adopt --yes", with: "--yes --adopt"))
            let words = result.error.split { $0.isWhitespace }.joined(separator: " ")
            #expect(result.code == .badUsage && words.contains(text), "\(words)")
        }
        #expect(cloud.with { $0.calls.isEmpty })
    }

    @Test("destroy keeps data, says so, and removes the rest")
    func destroy() async throws {
        _ = await run("deploy --yes")
        let result = await run("destroy", answers: ["yes"], canAsk: true, isTerminal: true)
        #expect(result.code == .done)
        #expect(result.output.contains("Destroy this resource of stack · test? Only"))
        #expect(result.output.contains("kept, it holds data: --delete-data removes it"))
        #expect(result.output.hasSuffix("Destroyed: 1 removed.\n"))
        #expect(cloud.with { Array($0.queues.keys) } == ["v"])
    }

    @Test("destroy --delete-data says loudly what is lost")
    func destroyData() async throws {
        _ = await run("deploy --yes")
        let result = await run("destroy --delete-data", answers: ["yes"], canAsk: true, isTerminal: true)
        #expect(result.output.contains("ALL DATA IN vault v WILL BE LOST. It cannot be brought back."))
        #expect(result.output.contains("WITH ALL DATA in vault v"))
        #expect(cloud.with { $0.queues.isEmpty })
        let again = try object(await run("destroy --yes --json").output)
        #expect(again["result"] as? String == "unchanged" && again["outputs"] == nil)
    }

    @Test("destroy does not wait for what it keeps, nor show it as work, but a deploy does")
    func destroyLeaves() async throws {
        cloud.put(Queue(name: "v"), readiness: .pending("UPDATING"))
        cloud.put(Queue(name: "a"))
        let both: [any Resource<FakeCloud>] = [Vault(name: "v"), Queue(name: "a")]
        let first = await run("destroy --yes --timeout 1s", resources: both, isTerminal: true)
        #expect(first.code == .done && first.output.contains("Destroyed: 1 removed."))
        #expect(first.output.split(separator: "\n").count { $0.contains("vault") } == 1, "\(first.output)")
        let second = await run("destroy --yes --timeout 1s", resources: both)
        #expect(second.code == .done && second.output.hasSuffix("Nothing to remove.\n"))
        #expect(await run("deploy --yes --timeout 1s", resources: both).code == .failed)
    }

    @Test("status says whether the stack is deployed, and whether it drifted")
    func status() async throws {
        #expect(await run("status").output.hasSuffix("Not deployed.\n"))
        _ = await run("deploy --yes")
        #expect(await run("status").output.hasSuffix("Deployed, and as described.\n  vault  v\n  queue  a\n"))
        cloud.put(Queue(name: "a", size: 7))
        let drifted = await run("status")
        #expect(drifted.code == .done)
        #expect(
            drifted.output.contains(
                "Deployed, but 1 resource not as described:\n  ~ queue  a  grows\n      size  7 → 2 MiB\n"))
        let reported = try object(await run("status --json").output)
        #expect(reported["deployed"] as? Bool == true && reported["drifted"] as? Bool == true)
    }

    @Test("plan and deploy show the stack's warnings before the plan; status and destroy do not")
    func warnings() async throws {
        let cloud = cloud
        let load: LoadDeployment<FakeCloud> = { _, _ in
            Deployment(
                stack: "stack", stage: "test", resources: [Queue(name: "a")], context: cloud,
                confirmLocation: { Location(account: "1", region: "here", identity: "me") },
                digest: { FakeDigest.text(of: $0, key: $1) },
                warnings: [Explanation("anyone may count", advice: "Name the sites.")])
        }
        let program = Program(
            name: "tool", version: "1", summary: "Does.",
            commands: [.plan(load: load), .deploy(load: load), .destroy(load: load), .status(load: load)])
        for (line, isWarned) in [("plan", true), ("deploy --yes", true), ("status", false), ("destroy --yes", false)] {
            let capture = Capture()
            _ = await program.run(line.split(separator: " ").map(String.init), console: capture.console())
            let warning = "Warning: anyone may count. Name the sites.\n"
            #expect(capture.error == (isWarned ? warning : ""), "\(line)")
        }
        // A command with several events also reports the warning to a program.
        for (line, isReported) in [("plan --json", false), ("deploy --yes --json", true)] {
            let capture = Capture()
            _ = await program.run(line.split(separator: " ").map(String.init), console: capture.console())
            let first = try #require(try capture.lines().first)
            #expect((first["event"] as? String == "warning") == isReported)
            #expect((first["what"] as? String == "anyone may count") == isReported)
        }
    }

    @Test("--timeout takes seconds, minutes and hours", arguments: ["90", "90s", "10m", "1h"])
    func timeout(_ text: String) async {
        #expect(await run("deploy --yes --timeout \(text)").code == .done)
        #expect(await run("destroy --yes --timeout=\(text)").code == .done)
    }

    @Test(
        "--timeout refuses anything else with 64, before anything is looked at",
        arguments: ["0", "0s", "-1", "1d", "1.5m", "m", "10 m", "99999999999999999999", "9223372036854775807h", "٣"])
    func badTimeout(_ text: String) async {
        for command in ["deploy", "destroy"] {
            let capture = Capture()
            let program = Program(
                name: "tool", version: "1", summary: "Does.",
                commands: [
                    .deploy { [cloud] _, _ in cloud.deployment([]) }, .destroy { [cloud] _, _ in cloud.deployment([]) },
                ])
            let code = await program.run([command, "--yes", "--timeout=\(text)"], console: capture.console())
            #expect(code == .badUsage && capture.error.contains("not a time to wait"), "\(capture.error)")
        }
        #expect(cloud.with { $0.calls.isEmpty })
    }

    @Test("--timeout limits the time of each resource")
    func timeout() async {
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("role not assumable yet"), count: 1_000) }
        let result = await run("deploy --yes --timeout 1s")
        #expect(result.code == .failed)
        #expect(result.output.contains("queue a: waiting: role not assumable yet, 0 s\n"))
        let words = result.error.split { $0.isWhitespace }.joined(separator: " ")
        // This uses the real clock, so a busy machine may be late.
        #expect(words.contains(#/It was not ready after [1-9][0-9]* s\./#))
        #expect(words.contains(" What was waited for at last: role not assumable yet."))
        #expect(words.contains("With --timeout it waits longer"))
    }

    @Test("without a command the program shows its commands, and ends with 64")
    func noCommand() async {
        let result = await run("")
        #expect(result.code == .badUsage)
        #expect(result.output.isEmpty && result.error.contains("Usage: tool <command>"))
    }

    @Test("status takes neither kept data nor someone else's resource for a deployment")
    func statusOfRemains() async throws {
        _ = await run("deploy --yes")
        _ = await run("destroy --yes")
        #expect(await run("status").output.hasSuffix("Not deployed. Kept with its data: vault v.\n"))
        cloud.put(Queue(name: "a"), tags: [:])
        let reported = try object(await run("status --json").output)
        #expect(reported["deployed"] as? Bool == false && reported["drifted"] as? Bool == false)
        #expect(await run("status", resources: [Vault(name: "v")]).output.contains("Deployed, and as described."))
    }
}
