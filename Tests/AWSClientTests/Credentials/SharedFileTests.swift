import Foundation
import Testing

@testable import AWSClient

@Suite("The file of a shared configuration")
struct SharedFileTests {
    private func configuration(_ files: SharedFiles, _ more: [String: String] = [:]) async throws -> SharedConfiguration
    {
        try await SharedConfiguration(environment: files.environment.merging(more) { $1 })
    }

    @Test("is the file that the variables name, with variables and the home folder expanded")
    func named() async throws {
        try await SharedFiles.with { files in
            try "[default]\nregion = a".write(toFile: "\(files.home)/c", atomically: true, encoding: .utf8)
            for path in ["\(files.home)/c", "~/c", "$HOME/c", "${HOME}/$NAME"] {
                let found = try await configuration(files, ["AWS_CONFIG_FILE": path, "NAME": "c"])
                #expect(found.region?.name == "a")
            }
            for variable in ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] {
                #expect(try await configuration(files, [variable: "~/c"]).region?.name == "a")
                #expect(try await configuration(files, [variable: "~/gone"]).region == nil)
            }
        }
    }

    @Test("may be a pipe, which is read once and completely, and reused when the login has expired")
    func pipe() async throws {
        try await SharedFiles.with { files in
            let path = "\(files.home)/pipe"
            #expect(mkfifo(path, 0o600) == 0)
            let text = "[default]\nregion = a\n" + String(repeating: "# a comment\n", count: 20_000)
            let writing = Task.detached { try text.write(toFile: path, atomically: false, encoding: .utf8) }
            let found = try await configuration(files, ["AWS_CONFIG_FILE": path])
            try await writing.value
            #expect(found.region?.name == "a")
            let both = ["AWS_CONFIG_FILE": path, "AWS_SHARED_CREDENTIALS_FILE": path]
            let rewriting = Task.detached { try text.write(toFile: path, atomically: false, encoding: .utf8) }
            #expect(try await configuration(files, both).region?.name == "a")
            try await rewriting.value
            // Nobody writes to the pipe any more.
            #expect(try await found.reread().region?.name == "a")
            try "[default]\nmax_attempts = 3".write(toFile: files.credentialsPath, atomically: true, encoding: .utf8)
            #expect(try await found.reread().value("max_attempts") == "3")
        }
    }

    @Test("is waited for until cancellation if it is a pipe without a writer")
    func cancelled() async throws {
        try await SharedFiles.with { files in
            #expect(mkfifo("\(files.home)/pipe", 0o600) == 0)
            let reading = Task { try await configuration(files, ["AWS_CONFIG_FILE": "~/pipe"]) }
            try await Task.sleep(for: .milliseconds(20))
            reading.cancel()
            await #expect(throws: CancellationError.self) { _ = try await reading.value }
        }
    }

    @Test("blocks no thread of tasks or dispatch queues while it is waited for")
    func threads() async throws {
        try await SharedFiles.with { files in
            #expect(mkfifo("\(files.home)/pipe", 0o600) == 0)
            // More than either has threads.
            let readings = (0..<400).map { _ in Task { try await configuration(files, ["AWS_CONFIG_FILE": "~/pipe"]) } }
            for reading in 0..<400 {
                await Task { _ = reading }.value
                await withCheckedContinuation { done in DispatchQueue.global().async { done.resume() } }
            }
            for reading in readings { reading.cancel() }
            for reading in readings { await #expect(throws: CancellationError.self) { _ = try await reading.value } }
        }
    }

    @Test("may be /dev/null")
    func nothing() async throws {
        let environment = ["AWS_CONFIG_FILE": "/dev/null", "AWS_SHARED_CREDENTIALS_FILE": "/dev/null"]
        #expect(try await SharedConfiguration(environment: environment).obstacles == [])
    }

    @Test("may have sixteen mebibytes, but must have an end")
    func size() async throws {
        try await SharedFiles.with { files in
            let profiles = (0..<100_000).map { "[profile p\($0)]\nregion = r\($0)\n" }.joined()
            let comments = String(repeating: "# why this is so\n", count: ((16 << 20) - profiles.utf8.count) / 17)
            try (profiles + comments).write(toFile: files.configPath, atomically: true, encoding: .utf8)
            #expect(try await configuration(files, ["AWS_PROFILE": "p99999"]).region?.name == "r99999")
        }
        for path in ["/dev/zero", "/dev/random"] {
            let found = try await SharedConfiguration(environment: ["HOME": "/nowhere", "AWS_CONFIG_FILE": path])
            #expect(found.obstacles == ["\(path) is larger than 64 MiB, so it is hardly a file of logins"])
        }
    }

    @Test("is reported when it is needed, if it exists but cannot be read")
    func obstacles() async throws {
        try await SharedFiles.with(credentials: "[p]\nregion = b") { files in
            try FileManager.default.createDirectory(atPath: files.configPath, withIntermediateDirectories: false)
            let isFolder = "\(files.configPath) is a folder, not a file"
            #expect(try await configuration(files).obstacles == [isFolder])
            #expect(try await configuration(files, ["AWS_PROFILE": "p"]).region?.name == "b")
            let error = await #expect(throws: CredentialError.self) {
                _ = try await configuration(files, ["AWS_PROFILE": "nope"])
            }
            #expect(
                error?.broken?.reason
                    == "there is no profile nope in \(files.configPath) or \(files.credentialsPath) (\(isFolder))")
        }
        try await SharedFiles.with { files in
            try FileManager.default.createSymbolicLink(atPath: files.configPath, withDestinationPath: files.configPath)
            let reason = String(cString: strerror(ELOOP))
            #expect(try await configuration(files).obstacles == ["\(files.configPath) cannot be read: \(reason)"])
        }
    }

    @Test("is missing below a path that is no folder, and must be text")
    func text() async throws {
        try await SharedFiles.with(config: "[default]") { files in
            #expect(try await configuration(files, ["AWS_SHARED_CREDENTIALS_FILE": "~/.aws/config/x"]).obstacles == [])
            try Data([0xFF, 0xFE, 0xFF]).write(to: URL(fileURLWithPath: files.configPath))
            let error = await #expect(throws: CredentialError.self) { _ = try await configuration(files) }
            #expect(error?.broken?.reason == "\(files.configPath) is not UTF-8 text")
        }
    }
}
