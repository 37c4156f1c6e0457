import Foundation
import Testing

@testable import AWSClient

@Suite("A child program")
struct SubprocessTests {
    /// As for a program started at a terminal: in this process's group.
    static let inOurGroup = ControllingTerminal(isInput: false, isError: false)

    private func run(
        _ script: String, timeout: Duration? = .seconds(30), terminal: ControllingTerminal? = nil
    ) async throws -> CommandResult {
        try await Subprocess.run(
            ChildCommand(
                words: ["sh", "-c", script], environment: ["PATH": "/usr/bin:/bin", "MARK": "m"], terminal: terminal),
            timeout)
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
        let result = try await Subprocess.run(command, .seconds(30))
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
        try await SharedFiles.with { files in
            let script = "cd '\(files.home)'; trap '' TERM; sleep 600 & echo $! >a; sleep 600"
            #expect(try await run(script, timeout: .seconds(1)) == .endedByForce)
            for id in try await Self.ids(["a"], in: files.home) { #expect(await Self.ends(id)) }
        }
    }

    @Test("is ended if its output does not end", arguments: ["cat /dev/zero", "cat /dev/zero >&2"])
    func endless(script: String) async throws {
        #expect(try await run(script) == .endedByForce)
    }

    @Test("is ended with all its descendants when nobody waits for it any more", arguments: [nil, inOurGroup])
    func cancelled(terminal: ControllingTerminal?) async throws {
        try await SharedFiles.with { files in
            // A child, a grandchild, and one in its own session; each writes its process id.
            let script = """
                cd '\(files.home)'; trap '' INT TERM
                sh -c 'echo $$ >a; sh -c "echo \\$\\$ >b; exec sleep 600"; true' &
                setsid sh -c 'echo $$ >c; exec sleep 600' &
                echo $$ >d; wait; sleep 600
                """
            let task = Task { try await run(script, timeout: nil, terminal: terminal) }
            let ids = try await Self.ids(["a", "b", "c", "d"], in: files.home)
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
            for id in ids { #expect(await Self.ends(id), "\(id) goes on") }
        }
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
