import Foundation
import HostTestSupport
import Testing

@testable import HostSystem

@Suite("A program that does not start")
struct ExecutableFileTests {
    /// The reason for a file with that text, run as `tool`.
    private func reason(_ text: String, rights: Int = 0o755, words: [String]? = nil) async throws -> String? {
        let folder = try TemporaryFolder()
        let path = try folder.write(Array(text.utf8), as: "tool", mode: rights)
        let command = ChildCommand(words: words ?? [path], environment: ["PATH": "/nowhere:\(folder.path):/bin"])
        guard case .notStarted(let reason) = try await command.run(timeout: .seconds(30)) else { return nil }
        return reason.replacing(folder.path, with: "~")
    }

    @Test("is reported with the missing permission, by its path and on the PATH")
    func rights() async throws {
        let reason = "~/tool may not be run: give it the right with `chmod +x`"
        #expect(try await self.reason("#!/bin/sh\n", rights: 0o644) == reason)
        #expect(try await self.reason("#!/bin/sh\n", rights: 0o644, words: ["tool"]) == reason)
        #expect(try await self.reason("#!/bin/sh\n", words: ["tool"]) == nil)
    }

    @Test("is reported if it is a script whose first line names no interpreter")
    func format() async throws {
        let noFirstLine = try await reason("echo hush\n")
        #expect(noFirstLine?.hasPrefix("~/tool is no program for this machine, and no script either") == true)
        #expect(noFirstLine?.contains("`#!/bin/sh`") == true)
    }

    @Test("is reported with the interpreter of its first line")
    func interpreter() async throws {
        #expect(
            try await reason("#!/nowhere/sh -e\n")
                == "the first line of ~/tool names /nowhere/sh, which is not there or may not be run")
        #expect(
            try await reason("#!/bin/sh\r\necho\r\n")
                == "the lines of ~/tool end as on Windows: save it with line feeds alone")
    }

    @Test("is missing, or a folder")
    func missing() async throws {
        #expect(try await reason("", words: ["/nowhere/tool"]) == "there is no such file")
        #expect(try await reason("", words: ["/tmp"]) == "it is a folder")
        #expect(try await reason("", words: ["no-such-tool"]) == "there is no such program in the folders of PATH")
        #expect(try await reason("", words: [""]) == "there is no such program in the folders of PATH")
    }
}
