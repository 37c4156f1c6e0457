import Foundation
import HostTestSupport
import Synchronization
import Testing

@testable import HostSystem

@Suite("A child program")
struct ChildProcessTests {
    /// As for a program started at a terminal: in this process's group.
    static let inOurGroup = ControllingTerminal(isInput: false, isError: false)

    private static func command(_ script: String) -> ChildCommand {
        ChildCommand(words: ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin", "MARK": "m"])
    }

    private func run(
        _ script: String, timeout: Duration? = .seconds(30), terminal: ControllingTerminal? = nil
    ) async throws -> CommandResult {
        var command = Self.command(script)
        command.terminal = terminal
        return try await command.run(timeout: timeout)
    }

    @Test("returns both outputs, however long, and its status, and gets the given environment")
    func outputs() async throws {
        let result = try await run("printf $MARK; head -c 200000 /dev/zero >&2; exit 7")
        #expect(result == .ended(status: 7, output: Data("m".utf8), errors: Data(count: 200_000)))
        #expect(try await run("kill -9 $$") == .ended(status: 137, output: Data(), errors: Data()))
        #expect(try await run("exec >&- 2>&-; sleep 0.1; exit 4") == .ended(status: 4, output: Data(), errors: Data()))
    }

    @Test("is not started if a null byte would cut one of its words")
    func nullByte() async throws {
        let command = ChildCommand(words: ["echo", "a\u{0}b"], environment: ["PATH": "/usr/bin:/bin"])
        let result = try await command.run(timeout: .seconds(30))
        #expect(result == .notStarted("there is a null byte in the command"))
    }

    @Test("has no input, none of our descriptors, and handles the signals that we ignore")
    func input() async throws {
        #expect(try await run("cat; echo end") == .ended(status: 0, output: Data("end\n".utf8), errors: Data()))
        let ours = open("/dev/null", O_RDONLY)
        defer { close(ours) }
        #expect(try await run("test ! -e /proc/self/fd/\(ours)") == .ended(status: 0, output: Data(), errors: Data()))
        for (name, number) in [("INT", SIGINT), ("TERM", SIGTERM), ("PIPE", SIGPIPE)] {
            let before = signal(number, SIG_IGN)
            defer { signal(number, before) }
            let ended = CommandResult.ended(status: 128 + number, output: Data(), errors: Data())
            #expect(try await run("kill -\(name) $$") == ended)
        }
    }

    @Test("is in its own group, or in ours if it can ask at the terminal")
    func group() async throws {
        func group(_ terminal: ControllingTerminal?) async throws -> pid_t? {
            guard case .ended(0, let output, _) = try await run("ps -o pgid= -p $$", terminal: terminal) else {
                return nil
            }
            return pid_t(String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let own = try #require(try await group(nil))
        #expect(own != getpgrp())
        #expect(try await group(Self.inOurGroup) == getpgrp())
    }

    @Test("ends when it exits, even if it left another program running", arguments: ["", ">/dev/null 2>&1"])
    func leavingSomething(redirection: String) async throws {
        let result = try await run("sleep 600 \(redirection) & printf $!; exit 3")
        guard case .ended(let status, let output, _) = result else {
            Issue.record("\(result)")
            return
        }
        let left = try #require(pid_t(String(decoding: output, as: UTF8.self)))
        #expect(status == 3)
        #expect(kill(left, SIGKILL) == 0, "it was ended as well")
    }

    @Test("is ended with its children when its time is up")
    func timeout() async throws {
        let folder = try TemporaryFolder()
        let script = "cd '\(folder.path)'; trap '' TERM; sleep 600 & echo $! >a; sleep 600"
        #expect(try await run(script, timeout: .seconds(1)) == .endedByForce)
        for id in try await Self.ids(["a"], in: folder.path) { #expect(await Self.ends(id)) }
    }

    @Test("is ended if its output does not end", arguments: ["cat /dev/zero", "cat /dev/zero >&2"])
    func endless(script: String) async throws {
        #expect(try await run(script) == .endedByForce)
    }

    @Test("is ended with all its descendants when nobody waits for it any more", arguments: [nil, inOurGroup])
    func cancelled(terminal: ControllingTerminal?) async throws {
        let folder = try TemporaryFolder()
        // A child, a grandchild, and one in its own session; each writes its process id.
        let script = """
            cd '\(folder.path)'; trap '' INT TERM
            sh -c 'echo $$ >a; sh -c "echo \\$\\$ >b; exec sleep 600"; true' &
            setsid sh -c 'echo $$ >c; exec sleep 600' &
            echo $$ >d; wait; sleep 600
            """
        let task = Task { try await run(script, timeout: nil, terminal: terminal) }
        let ids = try await Self.ids(["a", "b", "c", "d"], in: folder.path)
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        for id in ids { #expect(await Self.ends(id), "\(id) goes on") }
    }

    @Test("may have a time to end by itself, with its children, after which they are ended", arguments: [true, false])
    func askedToEnd(endsByItself: Bool) async throws {
        let folder = try TemporaryFolder()
        let reaction = endsByItself ? "echo asked >asked; kill $child; exit 0" : ""
        let script = """
            cd '\(folder.path)'; trap '\(reaction)' INT
            sh -c 'trap "" INT; echo $$ >a; while :; do sleep 0.1; done' & child=$!
            echo $$ >b; while :; do wait; done
            """
        var command = Self.command(script)
        command.endingTime = endsByItself ? .seconds(60) : .milliseconds(200)
        let task = Task { [command] in try await command.run() }
        let ids = try await Self.ids(["a", "b"], in: folder.path)
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        for id in ids { #expect(await Self.ends(id), "\(id) goes on") }
        #expect(FileManager.default.fileExists(atPath: folder.path("asked")) == endsByItself)
    }

    @Test("that ends when asked leaves no child that does not")
    func childThatStays() async throws {
        let folder = try TemporaryFolder()
        let script = """
            cd '\(folder.path)'; trap 'exit 0' INT
            sh -c 'trap "" INT; echo $$ >a; while :; do sleep 0.1; done' &
            while :; do wait; done
            """
        var command = Self.command(script)
        command.endingTime = .milliseconds(200)
        let task = Task { [command] in try await command.run() }
        let ids = try await Self.ids(["a"], in: folder.path)
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(await Self.ends(ids[0]), "it goes on")
    }

    @Test("shows each line of both outputs as it is written, if they are merged")
    func lines() async throws {
        var command = Self.command("echo one; printf 'two\\n\\nthree' >&2; sleep 0.05; printf ' and more'; exit 3")
        command.mergesErrors = true
        let lines = Mutex<[String]>([])
        let result = try await command.run { line in lines.withLock { $0.append(line) } }
        #expect(lines.withLock { $0 } == ["one", "two", "", "three and more"])
        #expect(result == .ended(status: 3, output: Data("one\ntwo\n\nthree and more".utf8), errors: Data()))
    }

    @Test("gets its arguments unchanged, and the folder that it works in")
    func arguments() async throws {
        let folder = try TemporaryFolder()
        let words = ["sh", "-c", "pwd -P; printf %s \"$1\"", "sh", "$HOME; `id` \"a b\""]
        var command = ChildCommand(words: words, environment: ["PATH": "/usr/bin:/bin"])
        command.folder = folder.path
        let output = Data("\(folder.path)\n$HOME; `id` \"a b\"".utf8)
        #expect(try await command.run() == .ended(status: 0, output: output, errors: Data()))
    }

    @Test("that nobody waits for leaves no entry in the process table")
    func started() async throws {
        let folder = try TemporaryFolder()
        try Self.command("cd '\(folder.path)'; echo $$ >a").start()
        let id = try await Self.ids(["a"], in: folder.path)[0]
        while kill(id, 0) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test("is not started if the task is already cancelled")
    func notStarted() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await run("sleep 600")
        }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
    }

    private static func ids(_ names: [String], in folder: String) async throws -> [pid_t] {
        var ids: [pid_t] = []
        for name in names {
            var text = ""
            while !text.hasSuffix("\n") {
                try await Task.sleep(for: .milliseconds(5))
                text = (try? String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)) ?? ""
            }
            ids.append(try #require(pid_t(text.dropLast())))
        }
        return ids
    }

    /// Whether the process ends within the time that the system needs; if not, it is ended here.
    private static func ends(_ id: pid_t) async -> Bool {
        for _ in 0..<1000 {
            let state = (try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8))?.split(separator: ") ").last
            if kill(id, 0) != 0 || state?.first == "Z" { return true }
            try? await Task.sleep(for: .milliseconds(5))
        }
        kill(id, SIGKILL)
        return false
    }
}
