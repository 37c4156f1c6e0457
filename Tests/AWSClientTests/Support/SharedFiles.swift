import Foundation

/// A home folder with AWS's two shared files, removed again at the end.
struct SharedFiles {
    let home: String

    var environment: [String: String] { ["HOME": home] }
    var configPath: String { "\(home)/.aws/config" }
    var credentialsPath: String { "\(home)/.aws/credentials" }

    /// A file that is nil is not there.
    static func with<Result>(
        config: String? = nil, credentials: String? = nil, _ body: (SharedFiles) throws -> Result
    ) throws -> Result {
        let files = try make(config: config, credentials: credentials)
        defer { files.remove() }
        return try body(files)
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
