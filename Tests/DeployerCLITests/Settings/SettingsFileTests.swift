import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("The file of a stage")
final class SettingsFileTests {
    private let root = FileManager.default.temporaryDirectory.appending(path: "settings-\(UUID().uuidString)")

    init() throws {
        let config = root.appending(path: "config")
        try FileManager.default.createDirectory(at: config, withIntermediateDirectories: true)
        for name in ["dev", "prod", "schema", "Not a stage"] {
            try Data("{}".utf8).write(to: config.appending(path: "\(name).json"))
        }
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    private func file(_ stage: String, config: String? = nil) throws -> SettingsFile {
        try SettingsFile(stage: stage, config: config, packageRoot: root.path, currentFolder: root.path)
    }

    @Test("is shared by all stages that match a pattern, if patterns are allowed")
    func pattern() throws {
        func file(_ stage: String, _ config: String?) throws -> SettingsFile {
            try SettingsFile(
                stage: stage, config: config, packageRoot: root.path, currentFolder: root.path, allowsPattern: true)
        }
        #expect(try file("pr-*", "config/dev.json").stage == "pr-*")
        #expect(throws: UsageError.self) { try file("pr-*", "config") }
        #expect(throws: UsageError.self) { try file("*", "config/dev.json") }
        #expect(refusal("pr-*", config: "config/dev.json")?.what.hasSuffix("cannot be the name of a stage") == true)
    }

    private func refusal(_ stage: String, config: String? = nil) -> UsageError? {
        do {
            _ = try file(stage, config: config)
            return nil
        } catch {
            return error as? UsageError
        }
    }

    @Test("is found in the package's folder or in the named folder, or is the named file")
    func found() throws {
        #expect(try file("dev").path == "config/dev.json")
        #expect(try file("prod", config: "config/").path == "config/prod.json")
        #expect(try file("other", config: "config/dev.json").path == "config/dev.json")
        #expect(try file("prod", config: root.path + "/config").stage == "prod")
    }

    @Test("of an unknown stage does not exist; the stages that do are listed")
    func unknown() {
        let error = refusal("prd")
        #expect(error?.what.hasPrefix("there is no stage \"prd\": ") == true)
        #expect(error?.advice == "Did you mean \"prod\"? The stages here are dev and prod.")
        #expect(error?.explanation.exitCode == .badUsage)
        #expect(refusal("staging")?.advice == "The stages here are dev and prod.")
    }

    @Test("is not looked for in a folder that does not exist")
    func nowhere() {
        #expect(refusal("dev", config: "nowhere")?.advice.hasPrefix("--config takes a folder") == true)
    }

    @Test(
        "is not looked for if the name cannot be a stage's",
        arguments: ["", "../dev", "a/b", "Prod", "-x", "a b", "é", "dev\n", String(repeating: "a", count: 21)])
    func names(_ name: String) {
        #expect(refusal(name)?.what.hasSuffix("cannot be the name of a stage") == true)
    }

    @Test("that is too large or is a folder is refused")
    func odd() throws {
        try Data(count: (1 << 20) + 1).write(to: root.appending(path: "config/large.json"))
        #expect(throws: SettingsError.self) { try file("large") }
        try FileManager.default.createDirectory(
            at: root.appending(path: "config/folder.json"), withIntermediateDirectories: true)
        let refusal = #expect(throws: SettingsError.self) { try file("folder") }
        #expect("\(refusal as Any)".contains("cannot be read: It is a folder"))
    }
}
