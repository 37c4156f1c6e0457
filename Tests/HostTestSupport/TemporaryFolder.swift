import Foundation

/// A folder that exists as long as this value does.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// A new, empty folder.
    package init() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    package func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file, sets its mode and returns its path.
    @discardableResult
    package func write(_ bytes: [UInt8], as name: String, mode: Int = 0o755) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
        return path(name)
    }
}
