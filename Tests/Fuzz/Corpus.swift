import Foundation

/// The inputs that are kept: seeds from which fuzzing starts, and whatever once found something, under a telling name.
enum Corpus {
    /// One folder for each parser, by its name.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "corpus")

    /// The kept inputs of a parser, by their names in order.
    static func inputs(of parser: FuzzedParser) throws -> [(name: String, bytes: [UInt8])] {
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: parser.name), includingPropertiesForKeys: nil)
        return try files.sorted { $0.lastPathComponent < $1.lastPathComponent }.map {
            ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0)))
        }
    }
}
