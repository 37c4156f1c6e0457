import Foundation

/// The kept inputs: seeds from which fuzzing starts, and every input that once found something, by meaningful names.
enum Corpus {
    /// One folder for each parser, by its name.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "corpus")

    /// Pieces that chance alone seldom makes.
    ///
    /// The first three become one `Character` with the mark before them, and the fourth with the mark after it. This
    /// hides the mark from code that compares characters. The fifth is invisible; the sixth is two bytes and one
    /// `Character`.
    static let pieces = ["\u{301}", "\u{483}", "\u{200D}", "\u{D4E}", "\u{FEFF}", "\r\n"].map { Array($0.utf8) }

    /// The kept inputs of a parser, sorted by name.
    static func inputs(of parser: FuzzedParser) throws -> [(name: String, bytes: [UInt8])] {
        let files = try FileManager.default.contentsOfDirectory(
            at: folder.appending(path: parser.name), includingPropertiesForKeys: nil)
        return try files.sorted { $0.lastPathComponent < $1.lastPathComponent }.map {
            ($0.lastPathComponent, [UInt8](try Data(contentsOf: $0)))
        }
    }
}
