import Dispatch
import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("A command that is interrupted")
struct CommandInterruptionTests {
    private let cloud = FakeCloud()
    private let interrupts = Interrupts()
    private let a = Queue(name: "a")
    private let b = Queue(name: "b", dependencies: [ResourceID(kind: "queue", name: "a")])

    private func run(
        _ line: String, canAsk: Bool = false, width: Int = 80, whileAsked: @escaping @Sendable () -> Void = {},
        whileOpened: @escaping @Sendable (Console) async throws -> Void = { _ in }
    ) async -> (code: ExitCode, output: String, error: String) {
        let capture = Capture()
        let plain = capture.console()
        let console = Console(
            write: plain.write, writeError: plain.writeError,
            readLine: {
                whileAsked()
                return "yes"
            }, canAsk: canAsk, width: width, onInterrupt: interrupts.listen)
        let load: LoadDeployment<FakeCloud> = { [cloud, a, b] _, console in
            try await whileOpened(console)
            return cloud.deployment([a, b])
        }
        let program = Program(
            name: "tool", version: "1", summary: "Does.",
            commands: [.plan(load: load), .deploy(load: load), .destroy(load: load), .status(load: load)])
        let code = await program.run(line.split(separator: " ").map(String.init), console: console)
        #expect(interrupts.listening == 0)
        return (code, capture.output, capture.error)
    }

    @Test(
        "before it applies anything ends what it has started, and says that nothing was changed",
        arguments: ["plan", "status", "deploy --yes", "destroy --yes"])
    func planning(_ line: String) async {
        for (signal, code) in [(EndingSignal.interrupt, ExitCode.interrupted), (.termination, .terminated)] {
            let interrupts = interrupts
            let result = await run(
                line,
                whileOpened: { _ in
                    interrupts.send(signal)
                    // Like a long build.
                    while !Task.isCancelled { await Task.yield() }
                })
            #expect(result.code == code)
            let words = "Error: interrupted before anything was changed. Run the same command again to\nbegin anew.\n"
            #expect(result.error == words)
            #expect(cloud.writes == [])
        }
    }

    @Test("while it asks leaves no incomplete line, and does not wait for the answer")
    func asking() async {
        let (interrupts, answered) = (interrupts, DispatchSemaphore(value: 0))
        defer { answered.signal() }
        let result = await run(
            "deploy", canAsk: true,
            whileAsked: {
                interrupts.send(.interrupt)
                answered.wait()
            })
        #expect(result.code == .interrupted)
        #expect(result.error.contains("Only \"yes\" is accepted: \nError: interrupted before anything was changed."))
        #expect(cloud.writes == [])
    }

    @Test(
        "while it applies finishes what is under way, and says what was done and what was not",
        arguments: [(EndingSignal.interrupt, ExitCode.interrupted), (.termination, .terminated)])
    func applying(_ signal: EndingSignal, _ code: ExitCode) async {
        cloud.with { [interrupts] in $0.meanwhile["a"] = [{ _ in interrupts.send(signal) }] }
        let result = await run("deploy --yes")
        #expect(result.code == code)
        #expect(cloud.writes == ["create a"])
        #expect(
            result.output.contains(
                "Stopping: what is under way is finished first; press Ctrl-C again to stop now\nqueue a: created in"))
        #expect(result.output.hasSuffix("queue b: not begun\n"))
        #expect(
            result.error == """
                Error: interrupted before everything was done. Run the same command again: it
                continues where it stopped.
                Done before that: queue a (created). Not begun: queue b.

                """)
        #expect(await run("deploy --yes").code == .done)
        #expect(cloud.writes == ["create a", "create b"])
    }

    @Test("says so in JSON too")
    func json() async throws {
        cloud.with { [interrupts] in $0.meanwhile["a"] = [{ _ in interrupts.send(.termination) }] }
        let result = await run("deploy --yes --json")
        #expect(result.code == .terminated)
        let events = ["plan", "started", "stopping", "finished", "notBegun", "result"]
        #expect(try JSONLines.events(result.output) == events)
        let reported = try JSONLines.last(result.output)
        #expect(reported["result"] as? String == "interrupted")
        #expect((reported["steps"] as? [[String: Any]])?.map { $0["name"] as? String } == ["a"])
        #expect((reported["notBegun"] as? [[String: String]])?.map { $0["name"] } == ["b"])
    }

    @Test("during its last step has done everything, but still ends as interrupted, so that a script stops")
    func last() async {
        cloud.with { [interrupts] in $0.meanwhile["b"] = [{ _ in interrupts.send(.interrupt) }] }
        let result = await run("deploy --yes")
        #expect(result.code == .interrupted)
        #expect(result.error.hasPrefix("Error: interrupted, when everything was done already."))
        #expect(result.error.contains("Done before that: queue a (created) and queue b (created)."))
    }

    @Test("keeps its text within the width", arguments: [40, 80])
    func width(_ width: Int) async {
        cloud.with { [interrupts] in $0.meanwhile["a"] = [{ _ in interrupts.send(.interrupt) }] }
        let result = await run("deploy --yes", width: width)
        #expect(result.error.split(separator: "\n").allSatisfy { $0.count <= width })
    }

    @Test(
        "ends although some work ignores its cancellation, such as a read of a pipe",
        .timeLimit(.minutes(1)))
    func blocked() async {
        let (interrupts, end) = (interrupts, DispatchSemaphore(value: 0))
        defer { end.signal() }
        let result = await run(
            "plan",
            whileOpened: { _ in
                interrupts.send(.interrupt)
                await withCheckedContinuation { continuation in
                    DispatchQueue.global().async {
                        end.wait()
                        continuation.resume()
                    }
                }
            })
        #expect(result.code == .interrupted)
        #expect(result.error.hasPrefix("Error: interrupted before anything was changed."))
    }

    @Test("at a question of the work ends, and does not wait for the answer", .timeLimit(.minutes(1)))
    func askedByWork() async {
        let (interrupts, answered) = (interrupts, DispatchSemaphore(value: 0))
        defer { answered.signal() }
        let result = await run(
            "plan", canAsk: true,
            whileAsked: {
                interrupts.send(.interrupt)
                answered.wait()
            },
            whileOpened: { console in
                let question = try #require(console.question)
                await #expect(throws: CancellationError.self) { try await question("Code of \u{1B}[2Jx: ") }
            })
        #expect(result.code == .interrupted)
        #expect(result.error.hasPrefix("Code of \\u{1b}[2Jx: \nError: interrupted before anything was changed."))
    }
}
