import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The package's folder")
struct PackageRootTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try make("package", file: "Package.swift")
    }

    /// Creates a folder and, if named, an empty file in it.
    func make(_ name: String, file: String? = nil) throws {
        try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        if let file { try folder.write([], as: "\(name)/\(file)", mode: 0o644) }
    }

    func root(from current: String, executable: String = "elsewhere/counter") -> String {
        PackageRoot.find(
            ProcessEnvironment(
                environment: [:], currentFolder: folder.path(current), executable: folder.path(executable)))
    }

    @Test("is the current folder, if that has a Package.swift")
    func here() {
        #expect(root(from: "package") == folder.path("package"))
        #expect(root(from: "package/") == folder.path("package"))
    }

    @Test("is the nearest folder above that has one")
    func nested() throws {
        try make("package/Sources/Deep/Deeper")
        #expect(root(from: "package/Sources/Deep/Deeper") == folder.path("package"))

        try make("package/Examples/inner", file: "Package.swift")
        try make("package/Examples/inner/Sources")
        #expect(root(from: "package/Examples/inner/Sources") == folder.path("package/Examples/inner"))
    }

    @Test("is found from the program's own file, if the current folder is outside of the package")
    func executable() throws {
        try make("package/.build/debug", file: "counter")
        try make("home")
        #expect(root(from: "home", executable: "package/.build/debug/counter") == folder.path("package"))
    }

    @Test("is found through a link to the program, and through one to a folder in it")
    func links() throws {
        try make("package/.build/debug", file: "counter")
        try make("package/Sources/Deep")
        try make("home")
        let manager = FileManager.default
        try manager.createSymbolicLink(
            atPath: folder.path("home/counter"), withDestinationPath: folder.path("package/.build/debug/counter"))
        try manager.createSymbolicLink(
            atPath: folder.path("home/deep"), withDestinationPath: folder.path("package/Sources/Deep"))
        #expect(root(from: "home", executable: "home/counter") == folder.path("package"))
        #expect(root(from: "home/deep") == folder.path("package"))
    }

    @Test("is the current folder's package before the program's own")
    func both() throws {
        try make("other/.build", file: "counter")
        try make("other", file: "Package.swift")
        #expect(root(from: "package", executable: "other/.build/counter") == folder.path("package"))
    }

    @Test("is the current folder unchanged, if there is no package at all")
    func none() throws {
        try make("home")
        #expect(root(from: "home") == folder.path("home"))
        #expect(root(from: "missing") == folder.path("missing"))
    }

    @Test("is found from the program's own file, if the current folder is gone")
    func gone() throws {
        try make("package/.build/debug", file: "counter")
        let executable = folder.path("package/.build/debug/counter")
        #expect(
            PackageRoot.find(ProcessEnvironment(environment: [:], currentFolder: "", executable: executable))
                == folder.path("package"))
        #expect(PackageRoot.find(ProcessEnvironment(environment: [:], currentFolder: "", executable: "counter")) == "")
    }

    @Test("may have blanks, percent signs and letters of any script in its name")
    func unusualNames() throws {
        let name = "a package of 100%41 & ünïcode #1"
        try make("\(name)/Sources", file: "main.swift")
        try folder.write([], as: "\(name)/Package.swift", mode: 0o644)
        #expect(root(from: "\(name)/Sources") == folder.path(name))
    }

    @Test("is not searched beyond the root of the file system")
    func fileSystemRoot() {
        let process = ProcessEnvironment(environment: [:], currentFolder: "/", executable: "/")
        #expect(PackageRoot.find(process) == "/")
    }
}
