import AWSClient
import Deployer
import DeployerCLI
import Foundation
import Synchronization
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import CounterStack

/// The whole program inside the test: its command line, the shipped settings, and an account in memory.
@Suite("The program counter")
struct CounterProgramTests {
    typealias Object = [String: Any]

    struct Ending {
        let code: ExitCode
        let output: String
        let error: String

        /// The last line, which with `--json` is the result.
        func object() throws -> Object {
            let last = try #require(output.split(separator: "\n").last, "\(error)")
            return try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? Object, "\(error)")
        }
    }

    /// How many requests a plan sends.
    ///
    /// The caller, the search by tags, five for the table, four for the role, two for the log group, six for the
    /// function, six for its release, two for the URL.
    static let requestsOfAPlan = 27

    let binary = SmallBinary()

    func run(_ words: [String], _ transport: HeldTransport) async -> Ending {
        let process = ProcessEnvironment(
            environment: ["AWS_ACCESS_KEY_ID": "AKIATEST", "AWS_SECRET_ACCESS_KEY": "very-secret-key"],
            currentFolder: Repository.path, executable: "/usr/local/bin/counter", transport: transport)
        let output = Text()
        let error = Text()
        let console = Console(write: output.append, writeError: error.append, width: 100)
        let code = await StackProgram<CounterStack>(process: process).program.run(words, console: console)
        return Ending(code: code, output: output.all, error: error.all)
    }

    func deployed(holding count: Int = 0) async throws -> HeldTransport {
        let path = try binary.write()
        let sha256 = try await Packager(packageRoot: "").package(.binary(path: path)).sha256
        return HeldTransport(holding: count) { FakeAccount.deployed($0, codeSHA256: sha256) }
    }

    static func isRead(_ call: String) -> Bool {
        ["Get", "Describe", "List", "GET "].contains(where: call.hasPrefix)
    }

    @Test("plans everything in an empty account, and reports it in the documented form")
    func emptyAccount() async throws {
        let transport = HeldTransport(answer: FakeAccount.empty)
        let plan = await run(["plan", "--stage", "local", "--json", "--function", try binary.write()], transport)
        #expect(plan.code == .done)
        let object = try plan.object()
        #expect(Set(object.keys) == ["event", "time", "stack", "stage", "account", "region", "steps", "summary"])
        #expect(object["stack"] as? String == "visitor-counter" && object["stage"] as? String == "local")
        #expect(object["account"] as? String == "000000000000" && object["region"] as? String == "us-east-1")
        #expect(
            object["summary"] as? [String: Int] == ["create": 6, "update": 0, "delete": 0, "none": 0])
        let steps = try #require(object["steps"] as? [Object])
        #expect(
            steps.compactMap { $0["kind"] as? String } == ["table", "logGroup", "role", "function", "release", "url"])
        for step in steps {
            #expect(Set(step.keys) == ["kind", "name", "action", "changes"])
            #expect(step["action"] as? String == "create")
            let changes = try #require(step["changes"] as? [Object])
            #expect(!changes.isEmpty)
            #expect(changes.allSatisfy { Set($0.keys) == ["property", "from", "to"] })
        }
        #expect(transport.calls.allSatisfy(Self.isRead))
    }

    @Test("refuses a binary that could not run, before anything is sent", arguments: ["local", "dev"])
    func badBinary(stage: String) async throws {
        let transport = HeldTransport(answer: FakeAccount.empty)
        for command in [["plan"], ["deploy", "--yes"]] {
            let ending = await run(
                command + ["--stage", stage, "--region", "us-east-1", "--function", "/bin/sh"], transport)
            #expect(ending.code == .failed)
            #expect(ending.error.contains("shared libraries"))
        }
        #expect(transport.calls == [])
    }

    @Test("ends a plan with changes with 2 if asked to")
    func detailedExitCode() async throws {
        let words = ["plan", "--stage", "local", "--function", try binary.write(), "--detailed-exitcode"]
        #expect(await run(words, HeldTransport(answer: FakeAccount.empty)).code == .changesPending)
        #expect(await run(words, try await deployed()).code == .done)
    }

    @Test(
        "plans a deployed stack in one wave of requests, none of which waits for another's answer",
        .timeLimit(.minutes(1)))
    func oneWave() async throws {
        let transport = try await deployed(holding: Self.requestsOfAPlan)
        let plan = await run(["plan", "--stage", "local", "--json", "--function", try binary.write()], transport)
        #expect(transport.calls.count == Self.requestsOfAPlan, "\(transport.calls.sorted())")
        #expect(plan.code == .done, "\(plan.error)")
        let summary = try plan.object()["summary"] as? [String: Int]
        #expect(summary == ["create": 0, "update": 0, "delete": 0, "none": 6], "\(plan.output)")
    }

    @Test("first asks who is calling if the stage names no account")
    func twoWaves() async throws {
        let transport = HeldTransport(answer: FakeAccount.empty)
        let plan = await run(["plan", "--stage", "prod", "--function", try binary.write()], transport)
        #expect(plan.code == .done, "\(plan.error)")
        #expect(transport.calls.first == "GetCallerIdentity")
        #expect(transport.calls.count { $0 == "GetCallerIdentity" } == 1)
        for name in [" VisitorCount ", " UpdateVisitorCount-role ", " visitor-counter "] {
            #expect(plan.output.contains(name))
        }
    }

    @Test("deploys a deployed stack without a write, and ends with the URL")
    func secondDeploy() async throws {
        let words = ["deploy", "--yes", "--stage", "local", "--function", try binary.write()]
        let transport = try await deployed()
        let deploy = await run(words, transport)
        #expect(deploy.code == .done, "\(deploy.error)")
        #expect(transport.calls.count == Self.requestsOfAPlan && transport.calls.allSatisfy(Self.isRead))
        let url = "https://abc.lambda-url.us-east-1.on.aws/"
        let end = "\n\n" + Snippet(url: url).notes(origins: ["http://localhost:8080"]) + "\n\n\(url)\n"
        #expect(Self.unwrapped(deploy.output).hasSuffix(Self.unwrapped(end)))
        #expect(deploy.output.hasSuffix(#" page="main_page"></visitor-counter>"# + "\n\n\(url)\n"))

        let object = try await run(words + ["--json"], try await deployed()).object()
        #expect(object["result"] as? String == "unchanged")
        #expect(
            object["outputs"] as? [String: String] == [
                "url": "https://abc.lambda-url.us-east-1.on.aws/", "table": "VisitorCount-local",
                "function": "visitor-counter-local", "role": "UpdateVisitorCount-role-local",
                "logGroup": "/aws/lambda/visitor-counter-local",
            ])
    }

    @Test("sees no drift in the code with status, which builds nothing")
    func status() async throws {
        let transport = HeldTransport { FakeAccount.deployed($0, codeSHA256: "someone's") }
        let status = await run(["status", "--stage", "local", "--json"], transport)
        #expect(status.code == .done, "\(status.error)")
        let object = try status.object()
        #expect(object["deployed"] as? Bool == true && object["drifted"] as? Bool == false, "\(status.output)")
    }

    @Test("shows the whole snippet with status, and none without a URL or with --json")
    func snippet() async throws {
        let url = "https://abc.lambda-url.us-east-1.on.aws/"
        let deployed = { HeldTransport { FakeAccount.deployed($0, codeSHA256: "someone's") } }
        let shown = await run(["status", "--stage", "local"], deployed())
        #expect(shown.output.contains(Snippet(url: url).lines.map { "  \($0)\n" }.joined() + "\n\(url)\n"))
        let json = await run(["status", "--stage", "local", "--json"], deployed())
        let nothing = await run(["status", "--stage", "local"], HeldTransport(answer: FakeAccount.empty))
        for text in [json.output, json.error, nothing.output] { #expect(!text.contains("<visitor-counter")) }
    }

    /// A text as one line, however it was wrapped.
    private static func unwrapped(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("knows no stage without a file, and lists those that exist")
    func unknownStage() async throws {
        let transport = HeldTransport(answer: FakeAccount.empty)
        let ending = await run(["plan", "--stage", "production"], transport)
        #expect(ending.code == .badUsage)
        #expect(ending.error.contains("dev, local, prod"))
        #expect(transport.calls.isEmpty)
    }
}

/// A text that is written piece by piece.
private final class Text: Sendable {
    private let text = Mutex("")
    var all: String { text.withLock { $0 } }
    @Sendable func append(_ more: String) { text.withLock { $0 += more } }
}
