import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The resource bundles beside a program")
struct ResourceBundlesTests {
    private let folder: TemporaryFolder
    private let program: String

    init() throws {
        folder = try TemporaryFolder()
        program = try folder.write([1], as: "Program")
    }

    /// Writes a file into the folder, and creates the folders around it.
    private func write(_ text: String, as name: String, mode: Int = 0o644) throws {
        let parent = URL(fileURLWithPath: folder.path(name)).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try folder.write(Array(text.utf8), as: name, mode: mode)
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: folder.path(name), withDestinationPath: target)
    }

    private func files(limitBytes: Int = 1 << 20) throws -> [String: String] {
        let entries = try ResourceBundles.files(of: program, limitBytes: limitBytes)
        return Dictionary(entries.map { ($0.name, String(decoding: $0.content, as: UTF8.self)) }) { "\($0)+\($1)" }
    }

    private func refusal(limitBytes: Int = 1 << 20) -> String? {
        #expect(throws: PackageError.self) { try files(limitBytes: limitBytes) }?.reason
    }

    @Test("do not exist for most programs")
    func none() throws {
        try write("no bundle", as: "P_T.bundle/a")
        try write("a file", as: "P_T.resources")
        #expect(try files().isEmpty)
    }

    @Test("are all packed with all their content, if no manifest shows whose they are")
    func all() throws {
        try write("a", as: "P_T.resources/a.txt")
        try write("", as: "P_T.resources/deep/er/empty", mode: 0o755)
        try write("b", as: "My App_T.resources/b c.txt")
        try FileManager.default.createDirectory(
            atPath: folder.path("P_T.resources/nothing"), withIntermediateDirectories: true)
        #expect(
            try files() == [
                "P_T.resources/a.txt": "a", "P_T.resources/deep/er/empty": "", "My App_T.resources/b c.txt": "b",
            ])
    }

    @Test("are searched beside the program itself if it is named by a link")
    func linkedProgram() throws {
        try write("a", as: "P_T.resources/a.txt")
        let elsewhere = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: elsewhere.path("bootstrap"), withDestinationPath: program)
        let entries = try ResourceBundles.files(of: elsewhere.path("bootstrap"), limitBytes: 100)
        #expect(entries.map(\.name) == ["P_T.resources/a.txt"])
    }

    @Test("keep their files' names, even if those are special elsewhere")
    func oddNames() throws {
        let names = ["..\\..\\x", "a\nb", "-rf", "caf\u{e9}", "cafe\u{301}", "$(id)", "'\"", " ", "...", "~", "b=c"]
        for name in names { try write(name, as: "P_T.resources/\(name)") }
        let entries = try ResourceBundles.files(of: program, limitBytes: 1 << 20)
        // Two names that look the same are two files.
        #expect(Set(entries.map { Array($0.name.utf8) }) == Set(names.map { Array("P_T.resources/\($0)".utf8) }))
        #expect(entries.allSatisfy { "P_T.resources/\(String(decoding: $0.content, as: UTF8.self))" == $0.name })
    }

    @Test("include the targets of links within the bundle, files or folders")
    func links() throws {
        try write("a", as: "P_T.resources/v1/a.txt")
        try link("P_T.resources/current", to: "v1")
        try link("P_T.resources/v1/b.txt", to: "../current/a.txt")
        #expect(
            try files() == [
                "P_T.resources/v1/a.txt": "a", "P_T.resources/v1/b.txt": "a", "P_T.resources/current/a.txt": "a",
                "P_T.resources/current/b.txt": "a",
            ])
    }

    @Test(
        "are refused with a link that leads elsewhere, nowhere or in a cycle",
        arguments: [
            ("P_T.resources/x", "/etc/passwd"), ("P_T.resources/x", "/etc"), ("P_T.resources/x", "../Program"),
            ("P_T.resources/x", "../P_U.resources/u"), ("P_T.resources/x", "missing"), ("P_T.resources/x", "x"),
            ("P_T.resources/x", "."), ("P_T.resources/x", ".."), ("P_T.resources/d/x", "../d"),
            ("P_V.resources", "/etc"), ("P_V.resources", "P_U.resources"),
        ])
    func linksOutside(_ name: String, _ target: String) throws {
        try write("a", as: "P_T.resources/d/a.txt")
        try write("u", as: "P_U.resources/u")
        try link(name, to: target)
        let reason = try #require(refusal())
        #expect(reason.hasPrefix("Its resource P_"))
        #expect(reason.contains(" is a link that leads "))
    }

    @Test("are refused with an item that is neither file nor folder, since reading it might never end")
    func pipe() throws {
        try write("a", as: "P_T.resources/a.txt")
        mkfifo(folder.path("P_T.resources/pipe"), 0o644)
        #expect(refusal() == "Its resource P_T.resources/pipe is no file, folder or link.")
    }

    @Test("are refused with a name that is no text")
    func notText() throws {
        try write("a", as: "P_T.resources/a.txt")
        let path = folder.path("P_T.resources/").utf8CString.dropLast() + [-1, -2, 0]
        let descriptor = open(Array(path), O_CREAT | O_WRONLY, 0o644)
        try #require(descriptor >= 0)
        close(descriptor)
        #expect(refusal()?.contains("is missing or cannot be read") == true)
    }

    @Test("may have as many bytes as Lambda's limit leaves, and not one more")
    func limit() throws {
        try write("abcde", as: "P_T.resources/a.txt")
        try write("fgh", as: "P_U.resources/b.txt")
        #expect(try files(limitBytes: 8).count == 2)
        #expect(refusal(limitBytes: 7)?.hasPrefix("Its resources have more than 0 MiB") == true)
    }

    @Test("that links multiply are refused before they are too many")
    func manyFolders() throws {
        for level in 0..<24 {
            for name in ["a", "b"] {
                try FileManager.default.createDirectory(
                    atPath: folder.path("P_T.resources/\(level)"), withIntermediateDirectories: true)
                try link("P_T.resources/\(level)/\(name)", to: "../\(level + 1)")
            }
        }
        try write("a", as: "P_T.resources/24/a.txt")
        var collection = ResourceCollection(
            program: program, folder: folder.path, limitBytes: 1 << 20, mostFiles: 1000)
        let error = #expect(throws: PackageError.self) { try collection.add("P_T.resources") }
        #expect(error?.reason == "It has more than 1000 files and folders as resources.")
    }
}
