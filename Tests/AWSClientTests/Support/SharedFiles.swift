import Foundation
import HostSystem

@testable import AWSClient

/// A home folder with AWS's two shared files, removed at the end.
struct SharedFiles {
    let home: String

    var environment: [String: String] { ["HOME": home] }
    var configPath: String { "\(home)/.aws/config" }
    var credentialsPath: String { "\(home)/.aws/credentials" }

    /// Creates no file for nil.
    static func with<Result>(
        config: String? = nil, credentials: String? = nil, _ body: (SharedFiles) async throws -> Result
    ) async throws -> Result {
        let files = try make(config: config, credentials: credentials)
        defer { files.remove() }
        return try await body(files)
    }

    static func make(config: String? = nil, credentials: String? = nil) throws -> SharedFiles {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("counter-\(UUID().uuidString)").path
        let files = SharedFiles(home: home)
        try FileManager.default.createDirectory(atPath: "\(home)/.aws", withIntermediateDirectories: true)
        try config?.write(toFile: files.configPath, atomically: true, encoding: .utf8)
        try credentials?.write(toFile: files.credentialsPath, atomically: true, encoding: .utf8)
        return files
    }

    func remove() { try? FileManager.default.removeItem(atPath: home) }
}

extension SharedConfiguration {
    /// The configuration of that text, without a credentials file.
    static func parsing(_ config: String, environment: [String: String] = [:]) throws -> SharedConfiguration {
        func file(_ text: String) throws -> SharedFile { try SharedFile("/files", .init(data: Data(text.utf8))) }
        return try SharedConfiguration(
            environment: environment, profile: nil, config: file(config), credentials: file(""))
    }
}
