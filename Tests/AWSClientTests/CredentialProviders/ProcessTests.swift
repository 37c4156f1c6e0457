import AWSSigning
import Foundation
import HostSystem
import Synchronization
import Testing

@testable import AWSClient

@Suite("A credential process")
struct ProcessTests {
    private let answer = #"{"Version":1,"AccessKeyId":"AKIAPROC","SecretAccessKey":"hush","SessionToken":"t"}"#

    private func prepared(_ command: String, script: String = "", run: CommandRunner? = nil) -> Login {
        var login = Login(
            config: "[profile p]\ncredential_process = \(command)", profile: "p",
            files: ["answer": answer, "script": script])
        if let run { login.run = run }
        return login
    }

    @Test("gives the keys that it prints; its command is split like a shell's, without expansion")
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

    @Test("has no timeout if it can ask a person, otherwise one minute")
    func timeout() async throws {
        let seen = Mutex<[(ControllingTerminal?, Duration?)]>([])
        for terminal in [nil, ControllingTerminal(isInput: true, isError: true)] {
            var login = prepared("x") { command, timeout in
                seen.withLock { $0.append((command.terminal, timeout)) }
                return .endedByForce
            }
            login.terminal = terminal
            let reason =
                "its credential_process was ended: it \(terminal == nil ? "ran longer than a minute, or " : "")"
            #expect(try await login.attempt().reason == reason + "wrote without end")
        }
        let (first, second) = seen.withLock { ($0.first, $0.last) }
        #expect(first?.0 == nil && first?.1 == .seconds(60))
        #expect(second?.0 != nil && second?.1 == nil)
    }

    @Test("may set the expiry of its keys")
    func expiration() async throws {
        func attempt(_ expiration: String) async throws -> Login.Outcome {
            let answer = answer.dropLast() + #","Expiration":"\#(expiration)"}"#
            return try await prepared("x") { _, _ in
                .ended(status: 0, output: Data(answer.utf8), errors: Data())
            }.attempt()
        }
        for time in ["2026-09-21T16:13:20+01:00", "2026-09-21 15:13:20+00:00", "20260921T151320Z"] {
            #expect(try await attempt(time).result.get().expiresAt == 1_790_003_600)
        }
        #expect(
            try await attempt("2026-09-21T14:00:00Z").reason == "the keys expired at 2026-09-21T14:00:00Z: log in again"
        )
        #expect(
            try await attempt("soon").reason
                == "its credential_process did not print what is needed: the Expiration in its answer is no time")
    }

    @Test("is broken if it fails, with its standard error but not its output")
    func failing() async throws {
        let script = "echo hush-output\nprintf 'no\\033[1m session\\n  at all\\n' >&2\nexit 3"
        let outcome = try await prepared("sh {home}/script", script: script).attempt()
        #expect(outcome.reason == "its credential_process ended with status 3: no[1m session at all")
        let silent = try await prepared("false").attempt()
        #expect(silent.reason == "its credential_process ended with status 1")
    }

    @Test("is broken if it cannot be started, or its command has no words")
    func notStarted() async throws {
        let gone = try await prepared("/nowhere/tool --x").attempt()
        #expect(gone.reason == "its credential_process could not be started (/nowhere/tool): there is no such file")
        #expect(try await prepared("no-such-tool-anywhere").attempt().reason?.contains("no such program") == true)
        #expect(try await prepared("'open").attempt().reason?.contains("a quotation that is not closed") == true)
    }

    @Test(
        "is broken if it prints anything else, and the output is never shown",
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
