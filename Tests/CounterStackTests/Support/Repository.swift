import Foundation

/// The files of this package that tests read.
enum Repository {
    /// The package's folder.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The path of the package's folder.
    static var path: String {
        let path = folder.path(percentEncoded: false)
        return path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// A file's bytes.
    static func data(_ path: String) throws -> Data { try Data(contentsOf: folder.appending(path: path)) }

    /// The names of the stages that have a file in `config`, sorted.
    static func stages() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/config")
            .filter { $0.hasSuffix(".json") && $0 != "schema.json" }.map { String($0.dropLast(5)) }.sorted()
    }
}
