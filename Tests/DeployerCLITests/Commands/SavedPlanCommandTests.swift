import Foundation
import Synchronization
import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

@Suite("The commands with a saved plan")
struct SavedPlanCommandTests: ~Copyable {
    private let cloud = FakeCloud()
    private let folder = FileManager.default.temporaryDirectory.appending(path: "plan-\(UUID().uuidString)")
    private let stages = Mutex<[String?]>([])

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private var file: String { folder.appending(path: "test.plan").path(percentEncoded: false) }

    private func run(
        _ line: String, _ resources: [any Resource<FakeCloud>] = [Vault(name: "v"), Queue(name: "a", size: 2)],
        stack: String = "stack", in folder: String = "/here"
    ) async -> (code: ExitCode, output: String, error: String) {
        let capture = Capture()
        let cloud = cloud
        let loaded = Mutex<[String?]>([])
        let load: LoadDeployment<FakeCloud> = { arguments, _ in
            loaded.withLock { $0.append(arguments["stage"]) }
            return cloud.deployment(resources, stack: stack, options: Self.options(arguments, in: folder))
        }
        let program = Program(
            name: "tool", executable: "/opt/the tool", version: "1", summary: "Does.",
            commands: [.plan(options: Self.further, load: load), .deploy(options: Self.further, load: load)])
        let code = await program.run(line.split(separator: " ").map(String.init), console: capture.console())
        stages.withLock { stages in stages += loaded.withLock { $0 } }
        return (code, capture.output, capture.error)
    }

    private static let further = [Option("code", "PATH", help: "The code.")]

    /// The options as a composition root gives them: absolute paths, and the folder that was found.
    private static func options(_ arguments: Arguments, in folder: String) -> [String: [String]] {
        let path = { (path: String) in path.hasPrefix("/") ? path : "\(folder)/\(path)" }
        var options = ["found": [arguments["found"] ?? folder]]
        for name in ["config", "code"] { options[name] = arguments[name].map { [path($0)] } }
        options["region"] = arguments["region"].map { [$0] }
        return options
    }

    private func words(_ text: String) -> String { text.split { $0.isWhitespace }.joined(separator: " ") }

    private func object(_ text: String) throws -> [String: Any] { try JSONLines.last(text) }

    @Test("save it and say how to apply it, then apply it without a question, in its own stage")
    func applied() async {
        let plan = await run("plan --stage test --out \(file) --detailed-exitcode")
        #expect(plan.code == .changesPending)
        #expect(
            plan.output.hasSuffix(
                "2 to create · 0 to destroy\nSaved to \(file). Apply exactly this with: '/opt/the tool' deploy "
                    + "--plan \(file)\n"))
        #expect(cloud.writes == [])
        let deploy = await run("deploy --plan \(file)")
        #expect(deploy.code == .done && deploy.output.contains("Deployed: 2 created."))
        #expect(stages.withLock { $0 } == ["test", "test"])
        #expect(cloud.writes.count == 2)
    }

    @Test("save and apply a plan without changes")
    func unchanged() async throws {
        _ = await run("deploy --yes")
        let plan = await run("plan --out \(file) --json --detailed-exitcode")
        #expect(plan.code == .done && plan.error.contains("Saved to"))
        #expect(try object(plan.output)["steps"] != nil)
        let deploy = await run("deploy --plan \(file) --json --stage test")
        #expect(deploy.code == .done)
        #expect(try object(deploy.output)["result"] as? String == "unchanged")
    }

    @Test("end with 3 if something changed since, name it, and change nothing")
    func stale() async throws {
        cloud.put(Queue(name: "a"))
        _ = await run("plan --out \(file)")
        cloud.put(Queue(name: "a", size: 7))
        let now: [any Resource<FakeCloud>] = [Vault(name: "v"), Queue(name: "a", size: 2, code: "new")]
        let result = await run("deploy --plan \(file) --json", now)
        #expect(result.code == .stalePlan && cloud.writes == [])
        #expect(
            result.error == """
                Error: the saved plan no longer fits, and nothing was changed. Since then this
                moved on the cloud:
                  - queue a · size
                Since then this moved in the settings, the program or its code:
                  - queue a · code
                Plan again, look at the new plan, and apply that one.

                """)
        let errors = try #require(try object(result.output)["errors"] as? [[String: Any]])
        let moved = try #require(errors.first?["moved"] as? [[String: String]])
        #expect(
            moved == [
                ["side": "observed", "kind": "queue", "name": "a", "fact": "size", "move": "changed"],
                ["side": "described", "kind": "queue", "name": "a", "fact": "code", "move": "changed"],
            ])
    }

    @Test("treat it as stale after it was applied")
    func again() async {
        _ = await run("plan --out \(file)")
        #expect(await run("deploy --plan \(file)").code == .done)
        let again = await run("deploy --plan \(file)")
        #expect(again.code == .stalePlan && again.error.contains("  - queue a: was not there\n"))
        #expect(cloud.writes.count == 2)
    }

    @Test(
        "end with 64 if the options contradict the plan, before anything is looked at",
        arguments: [
            ("--stage other", "stage test, and --stage says other"), ("--adopt a", "--adopt has no meaning"),
            ("--config other", "made without --config, and --config says /here/other"),
            ("--region there", "made without --region, and --region says there"),
        ])
    func usage(_ option: String, _ text: String) async {
        _ = await run("plan --out \(file)")
        cloud.with { $0.calls = [] }
        let result = await run("deploy --plan \(file) \(option)")
        #expect(result.code == .badUsage && words(result.error).contains(text))
        #expect(cloud.with { $0.calls.isEmpty })
    }

    @Test("adopt if the plan was made to adopt")
    func adopting() async {
        cloud.put(Queue(name: "a"), tags: [:])
        _ = await run("plan --adopt a --out \(file)")
        #expect(await run("deploy --plan \(file)").code == .done)
        #expect(cloud.with { $0.queues["a"]?.tags } == ["owner": "us"])
    }

    @Test("find the same settings, code and region from another folder; the profile is given again")
    func anotherFolder() async throws {
        let plan = await run(
            "plan --config c --code b/code --region there --profile me --out \(file)", in: "/one")
        #expect(plan.output.hasSuffix("deploy --plan \(file) --profile me\n"))
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(!text.contains("profile") && text.contains("/one/b/code") && text.contains("\"/one/c\""))
        for same in ["", " --code /one/b/code", " --config /one/c --region there --profile you"] {
            _ = await run("plan --config c --code b/code --region there --out \(file)", in: "/one")
            let deploy = await run("deploy --plan \(file)\(same)", in: "/two")
            #expect(deploy.code == .done, "\(deploy.error)")
        }
        _ = await run("plan --config c --code b/code --region there --out \(file)", in: "/one")
        for (typed, text) in [
            ("--code b/code", "made with --code /one/b/code, and --code says /two/b/code"),
            ("--region here", "made with --region there, and --region says here"),
        ] {
            let result = await run("deploy --plan \(file) \(typed)", in: "/two")
            #expect(result.code == .badUsage && words(result.error).contains(text), "\(result.error)")
        }
    }

    @Test("refuse a file that was changed by hand at any place, before anything is looked at")
    func edited() async throws {
        cloud.put(Queue(name: "a"), tags: [:])
        _ = await run("plan --adopt a --config c --out \(file)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        cloud.with { $0.calls = [] }
        for (old, new) in [
            ("\"kind\" : \"queue\",\n      \"name\" : \"a\"", "\"kind\" : \"vault\",\n      \"name\" : \"v\""),
            ("\"stage\" : \"test\"", "\"stage\" : \"prod\""), ("\"stack\" : \"stack\"", "\"stack\" : \"other\""),
            ("\"account\" : \"", "\"account\" : \"0"), ("\"/here/c\"", "\"/here/d\""),
            ("\"salt\" : \"", "\"salt\" : \"0"),
            ("\"create\"", "\"none\""), ("\"digest\" : \"", "\"digest\" : \"0"),
            ("\"observed\" : {", "\"observed\" : {\n        \"further\" : \"1\","),
        ] {
            #expect(text.contains(old), "\(old)")
            try text.replacingFirst(old, with: new).write(toFile: file, atomically: true, encoding: .utf8)
            let result = await run("deploy --plan \(file)")
            #expect(
                result.code == .failed && words(result.error).contains("was changed after it was saved"),
                "\(old): \(result.error)")
        }
        #expect(cloud.with { $0.calls.isEmpty })
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(await run("deploy --plan \(file)").code == .done)
    }

    @Test("refuse another stack's plan, and a file that is no plan, before anything is looked at")
    func noPlan() async throws {
        _ = await run("plan --out \(file)")
        cloud.with { $0.calls = [] }
        let text = try String(contentsOfFile: file, encoding: .utf8)
        for (old, new, code, words) in [
            ("\"version\" : 2", "\"version\" : 1", ExitCode.failed, "saved by another version"),
            ("deployer:plan", "recipe", .failed, "is not a saved plan"),
            ("}", "", .failed, "is not valid JSON"),
        ] {
            try text.replacing(old, with: new).write(toFile: file, atomically: true, encoding: .utf8)
            let result = await run("deploy --plan \(file)")
            #expect(result.code == code && self.words(result.error).contains(words), "\(result.error)")
        }
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        let other = await run("deploy --plan \(file)", stack: "other")
        #expect(
            other.code == .badUsage && words(other.error).contains("is of the stack stack, and this program describes"))
        let missing = await run("deploy --plan \(file)-nowhere")
        #expect(missing.code == .failed && words(missing.error).contains("cannot be read"))
        let isFolder = await run("deploy --plan \(folder.path(percentEncoded: false))")
        #expect(isFolder.code == .failed && words(isFolder.error).contains("cannot be read. It is a folder."))
        #expect(cloud.with { $0.calls.isEmpty })
    }

    @Test("refuse a file that cannot be written, before anything is looked at")
    func unwritable() async {
        let result = await run("plan --out \(folder.path(percentEncoded: false))")
        #expect(result.code == .failed && words(result.error).contains("could not be written. It is a folder."))
        #expect(cloud.with { $0.calls.isEmpty })
    }

    @Test("show a path as a shell reads it")
    func quoting() {
        #expect(ShellWord.quoted("a b's") == "'a b'\\''s'")
        #expect(ShellWord.quoted("a'\u{301}b") == "'a'\\''\u{301}b'")
        #expect(ShellWord.quoted("a/é-1.plan") == "a/é-1.plan")
        #expect(ShellWord.quoted("") == "''" && ShellWord.quoted("~/a") == "'~/a'")
        #expect(ShellWord.quoted("it's\\\n\u{200d}") == #"$'it\'s\\\012\342\200\215'"#)
    }

    @Test("show an absolute path for any path that was given")
    func wholePath() throws {
        let file = try OutputFile("a b.plan")
        let arguments = Arguments(program: "t", executable: "/bin/t", lists: [:])
        let here = FileManager.default.currentDirectoryPath
        #expect(
            SavedPlanText.saved(to: file, arguments).text
                == "Saved to a b.plan. Apply exactly this with: /bin/t deploy --plan '\(here)/a b.plan'")
    }
}

extension String {
    fileprivate func replacingFirst(_ old: String, with new: String) -> String {
        guard let range = firstRange(of: old) else { return self }
        return replacingCharacters(in: range, with: new)
    }
}
