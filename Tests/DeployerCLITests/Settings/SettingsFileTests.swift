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

    private func file(_ stage: String, config: String? = nil) async throws -> SettingsFile {
        try await SettingsFile(stage: stage, config: config, packageRoot: root.path, currentFolder: root.path)
    }

    @Test("is shared by all stages that match a pattern, if patterns are allowed")
    func pattern() async throws {
        func file(_ stage: String, _ config: String?) async throws -> SettingsFile {
            try await SettingsFile(
                stage: stage, config: config, packageRoot: root.path, currentFolder: root.path, allowsPattern: true)
        }
        #expect(try await file("pr-*", "config/dev.json").stage == "pr-*")
        await #expect(throws: UsageError.self) { try await file("pr-*", "config") }
        await #expect(throws: UsageError.self) { try await file("*", "config/dev.json") }
        #expect(
            await refusal("pr-*", config: "config/dev.json")?.what.hasSuffix("cannot be the name of a stage") == true)
    }

    private func refusal(_ stage: String, config: String? = nil) async -> UsageError? {
        do {
            _ = try await file(stage, config: config)
            return nil
        } catch {
            return error as? UsageError
        }
    }

    @Test("is found in the package's folder or in the named folder, or is the named file")
    func found() async throws {
        #expect(try await file("dev").path == "config/dev.json")
        #expect(try await file("prod", config: "config/").path == "config/prod.json")
        #expect(try await file("other", config: "config/dev.json").path == "config/dev.json")
        #expect(try await file("prod", config: root.path + "/config").stage == "prod")
    }

    @Test("of an unknown stage does not exist; the stages that do are listed")
    func unknown() async {
        let error = await refusal("prd")
        #expect(error?.what.hasPrefix("there is no stage \"prd\": ") == true)
        #expect(
            error?.advice
                == "Did you mean \"prod\"? The stages here are dev and prod; a file makes another, even if it holds only {}."
        )
        #expect(error?.explanation.exitCode == .badUsage)
        #expect(
            await refusal("staging")?.advice
                == "The stages here are dev and prod; a file makes another, even if it holds only {}.")
    }

    @Test("is not looked for in a folder that does not exist")
    func nowhere() async {
        #expect(await refusal("dev", config: "nowhere")?.advice.hasPrefix("--config takes a folder") == true)
    }

    @Test(
        "is not looked for if the name cannot be a stage's",
        arguments: ["", "../dev", "a/b", "Prod", "-x", "a b", "é", "dev\n", String(repeating: "a", count: 21)])
    func names(_ name: String) async {
        #expect(await refusal(name)?.what.hasSuffix("cannot be the name of a stage") == true)
    }

    @Test("may be missing if there is no folder of settings at all, and none was named")
    func optional() async throws {
        func file(_ root: String, config: String? = nil) async throws -> SettingsFile {
            try await SettingsFile(
                stage: "dev", config: config, packageRoot: root, currentFolder: root, isOptional: true)
        }
        let elsewhere = root.appending(path: "elsewhere").path
        let missing = try await file(elsewhere)
        #expect(!missing.exists && missing.path == "config/dev.json")
        #expect(try await file(root.path).exists)
        await #expect(throws: UsageError.self) { try await file(elsewhere, config: "config") }
        await #expect(throws: UsageError.self) {
            try await SettingsFile(
                stage: "prd", config: nil, packageRoot: root.path, currentFolder: root.path, isOptional: true)
        }
        await #expect(throws: UsageError.self) {
            try await SettingsFile(stage: "dev", config: nil, packageRoot: elsewhere, currentFolder: elsewhere)
        }
    }

    @Test("that is too large or is a folder is refused")
    func odd() async throws {
        try Data(count: (1 << 20) + 1).write(to: root.appending(path: "config/large.json"))
        await #expect(throws: SettingsError.self) { try await file("large") }
        try FileManager.default.createDirectory(
            at: root.appending(path: "config/folder.json"), withIntermediateDirectories: true)
        let refusal = await #expect(throws: SettingsError.self) { try await file("folder") }
        #expect("\(refusal as Any)".contains("cannot be read: It is a folder"))
    }
}
