import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("SwiftPM's build manifest")
struct BuildManifestTests {
    private let scratch: TemporaryFolder
    private let products: String

    init() throws {
        scratch = try TemporaryFolder()
        products = scratch.path("platform/release")
        for bundle in ["P_T", "P_Other", "D_U"] {
            try FileManager.default.createDirectory(
                atPath: "\(products)/\(bundle).resources/folder", withIntermediateDirectories: true)
            for name in ["a.txt", "stale.txt", "folder/b.txt"] { try write("\(bundle).resources/\(name)") }
        }
        for program in ["Program", "Tool"] { try write(program) }
    }

    private func write(_ name: String) throws {
        try scratch.write(Array(name.utf8), as: "platform/release/\(name)")
    }

    /// As SwiftPM writes it: the program needs its own resources, and those of a package that it depends on.
    private func record(in folder: String) throws {
        func command(_ name: String, _ inputs: [String], _ output: String) -> String {
            "  \"\(name)\":\n    tool: shell\n    inputs: [\(inputs.map { "\"\($0)\"" }.joined(separator: ","))]\n"
                + "    outputs: [\"\(output)\"]\n    description: \"x\"\n\n"
        }
        let text =
            "client:\n  name: basic\ncommands:\n"
            + command("copy", ["/p/a.txt"], "\(folder)/P_T.resources/a.txt")
            + command("resources of T", ["\(folder)/P_T.resources/a.txt"], "<T-resources>")
            + command("resources of U", ["\(folder)/D_U.resources/folder/"], "<U-resources>")
            + command("resources of Other", ["\(folder)/P_Other.resources/a.txt"], "<Other-resources>")
            + command("compile U", ["/d/U.swift", "<U-resources>"], "\(folder)/U.o")
            + command("compile T", ["/p/T.swift", "\(folder)/U.o", "<T-resources>"], "\(folder)/T.o")
            + command("link", ["\(folder)/T.o", "\(folder)/U.o"], "\(folder)/Program")
            + command("link tool", ["<Other-resources>"], "\(folder)/Tool")
        try Data(text.utf8).write(to: URL(fileURLWithPath: scratch.path("release.yaml")))
    }

    private func files(of program: String) throws -> [String] {
        try ResourceBundles.files(of: program, limitBytes: 1000).map(\.name).sorted()
    }

    @Test("shows which resources are the program's, without those of other targets and earlier builds")
    func recorded() throws {
        try record(in: products)
        #expect(try files(of: "\(products)/Program") == ["D_U.resources/folder/b.txt", "P_T.resources/a.txt"])
        #expect(try files(of: "\(products)/Tool") == ["P_Other.resources/a.txt"])
    }

    @Test("is also found if the program is named through a link, as SwiftPM makes one for each configuration")
    func linked() throws {
        try FileManager.default.createSymbolicLink(
            atPath: scratch.path("release"), withDestinationPath: "platform/release")
        try record(in: products)
        #expect(try files(of: scratch.path("release/Program")).count == 2)
    }

    @Test("is ignored if it is of another folder, or of another program")
    func another() throws {
        try record(in: "/somewhere/else/release")
        #expect(try files(of: "\(products)/Program").count == 9)
        try record(in: products)
        try write("Unknown")
        #expect(try files(of: "\(products)/Unknown").count == 9)
    }

    @Test("that names a missing resource is of an incomplete build")
    func missing() throws {
        try record(in: products)
        try FileManager.default.removeItem(atPath: "\(products)/P_T.resources/a.txt")
        let error = #expect(throws: PackageError.self) { try files(of: "\(products)/Program") }
        #expect(error?.reason == "Its resource P_T.resources/a.txt is missing or cannot be read.")
        #expect(error?.advice == "Build the program again.")
    }

    @Test("leads to no file outside of a bundle, whatever it names")
    func outside() throws {
        try record(in: products)
        try FileManager.default.removeItem(atPath: "\(products)/P_T.resources")
        try FileManager.default.createSymbolicLink(
            atPath: "\(products)/P_T.resources", withDestinationPath: "P_Other.resources")
        let error = #expect(throws: PackageError.self) { try files(of: "\(products)/Program") }
        #expect(error?.reason.contains("leads out of its bundle") == true)
    }

    @Test("follows all inputs of a node to the end, and a cycle only once")
    func circle() {
        let text = """
              "a":
                inputs: ["<b>"]
                outputs: ["/b/Program"]
              "b":
                inputs: ["/b/Program","x \\"y\\" é"]
                outputs: ["<b>"]
            """
        #expect(BuildManifest(text).ingredients(of: "/b/Program") == ["<b>", "/b/Program", "x \"y\" é"])
        #expect(BuildManifest("").ingredients(of: "x").isEmpty)
    }
}
