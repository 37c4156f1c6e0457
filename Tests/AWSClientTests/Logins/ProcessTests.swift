import AWSSigning
import Foundation
import Synchronization
import Testing

@testable import AWSClient

@Suite("A credential process")
struct ProcessTests {
    private let answer = #"{"Version":1,"AccessKeyId":"AKIAPROC","SecretAccessKey":"hush","SessionToken":"t"}"#

    private func prepared(_ command: String, script: String = "", run: @escaping CommandRunner = Subprocess.run)
        -> Login
    {
        Login(
            config: "[profile p]\ncredential_process = \(command)", profile: "p",
            files: ["answer": answer, "script": script], run: run)
    }

    @Test("gives the keys that it prints, its words split as a shell would and none of them expanded")
    func keys() async throws {
        let found = try await prepared("cat {home}/answer").attempt().result.get()
        #expect(found.credentials.accessKeyID == "AKIAPROC")
        #expect(found.credentials.sessionToken == "t")
        #expect(found.expiresAt == nil)
        #expect(found.source == "profile p: credential_process cat")

        let seen = Mutex<[ChildCommand]>([])
        let outcome = try await prepared("'/opt/my tool' --for \"a b\" $HOME | x") { command, _ in
            seen.withLock { $0.append(command) }
            return .ended(
                status: 0, output: Data(#"{"Version":1,"AccessKeyId":"A","SecretAccessKey":"s"}"#.utf8), errors: Data())
        }.attempt()
        #expect(outcome.keyID == "A")
        let commands = seen.withLock { $0 }
        let command = try #require(commands.first)
        #expect(command.words == ["/opt/my tool", "--for", "a b", "$HOME", "|", "x"])
        #expect(command.environment["HOME"] == outcome.home)
    }

    @Test("may say when its keys are over")
    func expiration() async throws {
        func attempt(_ expiration: String) async throws -> Login.Outcome {
            let answer = answer.dropLast() + #","Expiration":"\#(expiration)"}"#
            return try await prepared("x") { _, _ in
                .ended(status: 0, output: Data(answer.utf8), errors: Data())
            }.attempt()
        }
        #expect(try await attempt("2026-09-21T16:13:20+01:00").result.get().expiresAt == 1_790_003_600)
        #expect(
            try await attempt("2026-09-21T14:00:00Z").reason == "the keys expired at 2026-09-21T14:00:00Z: log in again"
        )
        #expect(
            try await attempt("soon").reason
                == "its credential_process did not print what is needed: the Expiration in its answer is no time")
    }

    @Test("that fails is broken with what it complained of, and without what it printed")
    func failing() async throws {
        let script = "echo hush-output\nprintf 'no\\033[1m session\\n  at all\\n' >&2\nexit 3"
        let outcome = try await prepared("sh {home}/script", script: script).attempt()
        #expect(outcome.reason == "its credential_process ended with status 3: no[1m session at all")
        let silent = try await prepared("false").attempt()
        #expect(silent.reason == "its credential_process ended with status 1")
    }

    @Test("is broken where it cannot be started, or its command has no words")
    func notStarted() async throws {
        let gone = try await prepared("/nowhere/tool --x").attempt()
        #expect(gone.reason == "its credential_process could not be started (/nowhere/tool): there is no such program")
        #expect(try await prepared("no-such-tool-anywhere").attempt().reason?.contains("no such program") == true)
        #expect(try await prepared("'open").attempt().reason?.contains("a quotation that is not closed") == true)
    }

    @Test(
        "is broken where it prints anything else, which is never shown",
        arguments: [
            ("hush", "printed no JSON object of keys"), ("", "printed no JSON object of keys"),
            (#"["hush"]"#, "printed no JSON object of keys"),
            (#"{"AccessKeyId":"hush","SecretAccessKey":"hush"}"#, "printed a Version that is not 1"),
            (#"{"Version":2,"AccessKeyId":"hush","SecretAccessKey":"hush"}"#, "printed a Version that is not 1"),
            (#"{"Version":1,"SecretAccessKey":"hush"}"#, "did not print what is needed: its answer has no AccessKeyId"),
            (#"{"Version":1,"AccessKeyId":"hush"}"#, "did not print what is needed: its answer has no SecretAccessKey"),
        ])
    func unusable(output: String, reason: String) async throws {
        let outcome = try await prepared("x") { _, _ in
            .ended(status: 0, output: Data(output.utf8), errors: Data("hush".utf8))
        }.attempt()
        #expect(outcome.reason == "its credential_process \(reason)")
    }
}

@Suite("A program beside this one")
struct SubprocessTests {
    private func run(_ script: String, patience: Duration = .seconds(30)) async throws -> CommandResult {
        try await Subprocess.run(
            ChildCommand(words: ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin", "MARK": "m"]), patience)
    }

    @Test("gives both its outputs, however long, its status, and has the environment that was passed")
    func outputs() async throws {
        let result = try await run("printf $MARK; head -c 200000 /dev/zero >&2; exit 7")
        #expect(result == .ended(status: 7, output: Data("m".utf8), errors: Data(count: 200_000)))
        #expect(try await run("kill -9 $$") == .ended(status: 137, output: Data(), errors: Data()))
    }

    @Test("has nothing to read")
    func input() async throws {
        #expect(try await run("cat; echo end") == .ended(status: 0, output: Data("end\n".utf8), errors: Data()))
    }

    @Test("has ended when it has, though what it left behind goes on")
    func leavingSomething() async throws {
        let result = try await run("sleep 600 >/dev/null 2>&1 & printf $!; exit 3")
        guard case .ended(let status, let output, _) = result else {
            Issue.record("\(result)")
            return
        }
        let left = try #require(pid_t(String(decoding: output, as: UTF8.self)))
        #expect(status == 3)
        #expect(kill(left, SIGKILL) == 0, "it was ended as well")
    }

    @Test("is ended when its time is over, and with it what it started")
    func patience() async throws {
        #expect(try await run("trap '' TERM; sleep 600 & sleep 600", patience: .seconds(1)) == .endedByForce)
    }

    @Test("is ended when it writes without end")
    func endless() async throws {
        #expect(try await run("cat /dev/zero") == .endedByForce)
    }

    @Test("is ended when nobody waits for it any more")
    func cancelled() async throws {
        let task = Task { try await run("sleep 600") }
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
    }
}
