import Foundation
import Synchronization
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("A build of the function")
struct SwiftBuildTests {
    @Test("is fully static, stripped and reproducible, in a folder of its own")
    func arguments() {
        let arguments = SwiftBuild(packageRoot: "/p", product: "X", environment: ChildEnvironment(of: [:])).arguments
        #expect(
            arguments == [
                "swift", "build", "-c", "release", "--product", "X", "--package-path", "/p", "--scratch-path",
                "/p/.build/lambda", "-Xswiftc", "-static-executable", "-Xlinker", "-s", "-Xswiftc", "-Xfrontend",
                "-Xswiftc",
                "-disable-incremental-llvm-codegen", "-debug-info-format", "none",
            ])
    }

    #if os(Linux)
        @Test("without a package says where it searched")
        func noPackage() async throws {
            let folder = try TemporaryFolder()
            let error = await #expect(throws: PackageError.self) {
                try await SwiftBuild(
                    packageRoot: folder.path, product: "X", environment: ChildEnvironment(of: [:])
                ).run { _ in }
            }
            #expect(error?.reason == "There is no Package.swift in \(folder.path).")
        }

        @Test("that fails shows its last lines")
        func failure() async throws {
            let folder = try TemporaryFolder()
            try folder.write(Array("// swift-tools-version: 6.2\nthis is no manifest\n".utf8), as: "Package.swift")
            let lines = Mutex<[String]>([])
            let packager = Packager(packageRoot: folder.path, environment: ProcessInfo.processInfo.environment) {
                line in
                lines.withLock { $0.append(line) }
            }
            let error = await #expect(throws: PackageError.self) { try await packager.package(.executable("X")) }
            #expect(error?.subject == "X")
            #expect(error?.reason.hasPrefix("`swift build` failed (status 1); its last lines:\n") == true)
            #expect(error?.reason.contains("this is no manifest") == true)
            #expect(error?.advice.contains("--product X") == true)
            // Only the error has the other lines.
            #expect(lines.withLock { $0 } == ["Building X, fully static…"])
        }
    #endif
}

@Suite("A child process")
struct ChildProcessTests {
    private func run(_ script: String) async throws -> ChildProcess.Result {
        try await ChildProcess(["sh", "-c", script], folder: "/", environment: .own).run { _ in }
    }

    @Test("returns its status and the lines of both outputs")
    func lines() async throws {
        let result = try await run("echo one; printf 'two\\n\\nthree' >&2; exit 3")
        #expect(result == ChildProcess.Result(status: 3, lines: ["one", "two", "", "three"]))
    }

    @Test("gets its arguments unchanged")
    func arguments() async throws {
        let child = ChildProcess(["printf", "%s", "$HOME; `id` \"a b\""], folder: "/", environment: .own)
        #expect(try await child.run { _ in }.lines == ["$HOME; `id` \"a b\""])
    }

    @Test("that a signal ended has 128 plus the signal's number as status")
    func signal() async throws {
        #expect(try await run("kill -9 $$").status == 137)
    }

    @Test("that cannot be found fails as in a shell")
    func missing() async throws {
        let result = try await ChildProcess(["no-such-program"], folder: "/", environment: .own).run { _ in }
        #expect(result.status == 127)
    }

    @Test("is ended when its task is cancelled")
    func cancellation() async throws {
        let (started, continuation) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await ChildProcess(
                ["sh", "-c", "echo started; sleep 600; echo more"], folder: "/", environment: .own
            ).run { _ in
                continuation.yield()
            }
        }
        for await _ in started { break }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
