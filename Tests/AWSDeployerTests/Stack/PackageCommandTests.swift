import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The command package")
struct PackageCommandTests {
    let package: TestPackage
    let binary: String

    init() async throws {
        var package = try TestPackage(["dev": "{}", "big": #"{"memoryMiB": 256}"#, "bad": #"{"memoryMiB": 1}"#])
        package.environment = [:]
        self.package = package
        binary = try await TestBinary.make(.staticProgram, in: package.folder, name: "writer")
    }

    @Test("writes the zip that a deploy would send, without credentials or a request")
    func writes() async throws {
        let ending = try await package.run(Postcard.self, "package", "--function", "writer", "--output", "out.zip")
        #expect(ending.code == .done, "\(ending.error)")
        let zip = try Data(contentsOf: URL(filePath: package.path("out.zip")))
        let expected = try await Packager(packageRoot: "").package(.binary(path: binary))
        #expect(zip == expected.zip)
        #expect(
            ending.output
                == "out.zip: \(zip.count) bytes, \(expected.architecture), SHA-256 \(expected.sha256)\n")
        #expect(package.aws.requests.isEmpty)
    }

    @Test("describes the zip as one object with --json")
    func json() async throws {
        let ending = try await package.run(
            Postcard.self, "package", "--function", "writer", "--output", "out.zip", "--json")
        let expected = try await Packager(packageRoot: "").package(.binary(path: binary))
        var object = try #require(try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
        #expect(object.removeValue(forKey: "time") != nil)
        #expect(
            object as NSDictionary == [
                "event": "package", "file": "out.zip", "bytes": expected.zip.count,
                "architecture": expected.architecture, "sha256": expected.sha256,
            ])
    }

    @Test("writes the same bytes for every stage, and replaces an existing file")
    func again() async throws {
        for (stage, output) in [("dev", "one.zip"), ("big", "two.zip"), ("dev", "two.zip")] {
            let ending = try await package.run(
                Postcard.self, "package", "--function", binary, "--output", output, "--stage", stage)
            #expect(ending.code == .done, "\(ending.error)")
        }
        #expect(
            try Data(contentsOf: URL(filePath: package.path("one.zip")))
                == Data(contentsOf: URL(filePath: package.path("two.zip"))))
    }

    @Test("requires an output file")
    func noOutput() async throws {
        let ending = try await package.run(Postcard.self, "package", "--function", "writer")
        #expect(ending.code == .badUsage)
        #expect(ending.sentence.contains("package needs --output FILE"))
    }

    @Test(
        "refuses a path that cannot be written to, before any build",
        arguments: [
            ("nowhere/out.zip", "There is no folder"), ("config", "It is a folder"), ("config/", "It is a folder"),
            (".", "It is a folder"), ("writer/out.zip", "There is no folder"), ("/proc/out.zip", "/proc/out.zip"),
        ])
    func places(_ output: String, _ reason: String) async throws {
        // Without --function, a build would start here, and fail with its own message.
        let words = output.hasPrefix("/proc") ? ["--function", "writer"] : []
        let ending = try await package.run(Postcard.self, "package", ["--output", output] + words)
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains("could not be written") && ending.sentence.contains(reason))
        #expect(ending.output.isEmpty)
    }

    @Test(
        "refuses a path without a binary",
        arguments: [("missing", "no such file"), ("config", "It is a folder"), ("Package.swift", "It is empty")])
    func binaries(_ path: String, _ reason: String) async throws {
        let ending = try await package.run(Postcard.self, "package", "--function", path, "--output", "out.zip")
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains("the function's code") && ending.sentence.contains(reason))
        #expect(!FileManager.default.fileExists(atPath: package.path("out.zip")))
    }

    @Test("accepts no empty path", arguments: [["--function", ""], ["--function="], ["--output", ""], ["--output="]])
    func empty(_ words: [String]) async throws {
        let ending = try await package.run(Postcard.self, "package", words)
        #expect(ending.code == .badUsage)
        #expect(ending.sentence.contains("needs a value"))
    }

    @Test("checks the stage's settings")
    func settings() async throws {
        let ending = try await package.run(
            Postcard.self, "package", "--stage", "bad", "--function", "writer", "--output", "out.zip")
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains("config/bad.json cannot be used. memoryMiB is 1"))
    }

    @Test("writes the same bytes with resources beside the program, and includes their files")
    func resources() async throws {
        try FileManager.default.createDirectory(
            atPath: package.path("P_T.resources"), withIntermediateDirectories: true)
        for name in ["b", "a"] { try package.folder.write(Array(name.utf8), as: "P_T.resources/\(name)") }
        for output in ["one.zip", "two.zip"] {
            let ending = try await package.run(Postcard.self, "package", "--function", "writer", "--output", output)
            #expect(ending.code == .done, "\(ending.error)")
        }
        let zip = try Data(contentsOf: URL(filePath: package.path("one.zip")))
        #expect(try Data(contentsOf: URL(filePath: package.path("two.zip"))) == zip)
        let names = "import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist())"
        let list = try await run(["python3", "-c", names, package.path("one.zip")])
        #expect(list == "bootstrap P_T.resources/a P_T.resources/b\n")
    }

    @Test("requires a stack with a function")
    func noFunction() async throws {
        let none = try await package.run(Guestbook.self, "package", "--output", "out.zip")
        #expect(none.code == .failed && none.sentence.contains("The stack has no function to package"))
    }

    @Test(
        "packs the named one of several functions",
        arguments: [
            ["--function", "alto-dev=writer"], ["--name", "alto-dev", "--function", "alto-dev=writer"],
            ["--stage", "dev", "--function=alto-dev=writer"],
        ])
    func named(_ words: [String]) async throws {
        let ending = try await package.run(Choir.self, "package", ["--output", "out.zip"] + words)
        #expect(ending.code == .done, "\(ending.error)")
        let expected = try await Packager(packageRoot: "").package(.binary(path: binary))
        #expect(try Data(contentsOf: URL(filePath: package.path("out.zip"))) == expected.zip)
    }

    @Test(
        "asks which of several functions to pack, and names them",
        arguments: [
            ([], "a zip is of one function, and the stack has several"),
            (["--function", "writer"], "--function writer does not say which function the binary is for"),
            (
                ["--function", "alto-dev=writer", "--function", "bass-dev=writer"],
                "a zip is of one function, and the stack has several"
            ),
            (["--name", "alto"], #"there is no function "alto""#),
            (
                ["--name", "alto-dev", "--function", "bass-dev=writer"],
                "--function is for bass-dev, and --name says alto-dev"
            ),
        ])
    func unnamed(_ words: [String], _ what: String) async throws {
        let ending = try await package.run(Choir.self, "package", ["--output", "out.zip"] + words)
        #expect(ending.code == .badUsage)
        #expect(ending.sentence.contains(what), "\(ending.error)")
        #expect(!FileManager.default.fileExists(atPath: package.path("out.zip")))
    }
}
