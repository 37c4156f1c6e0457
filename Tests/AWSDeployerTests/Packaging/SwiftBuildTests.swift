import Foundation
import HostTestSupport
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
                "/p/.build/lambda", "-Xswiftc", "-static-executable", "-Xlinker", "-s", "-Xlinker",
                "--no-eh-frame-hdr", "-Xswiftc", "-Xfrontend", "-Xswiftc", "-disable-incremental-llvm-codegen",
                "-debug-info-format", "none",
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

        @Test("without Swift says so")
        func noSwift() async throws {
            let folder = try TemporaryFolder()
            try folder.write([], as: "Package.swift")
            let packager = Packager(packageRoot: folder.path, environment: ["PATH": folder.path])
            let error = await #expect(throws: PackageError.self) { try await packager.package(.executable("X")) }
            #expect(
                error?.reason == "`swift` cannot be started: there is no such program in the folders of PATH.")
        }
    #endif
}
