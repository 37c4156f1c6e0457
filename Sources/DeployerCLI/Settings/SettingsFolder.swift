import Deployer
import Foundation

/// Where the stages' settings are: a folder with one file for each stage, or a single file.
struct SettingsFolder {
    /// Its path.
    let path: String
    /// Whether the command line names it.
    let wasNamed: Bool

    /// The path of a stage's file.
    ///
    /// - Throws: ``/Deployer/UsageError``
    func file(of stage: String) throws -> String {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw UsageError(
                "there are no settings at \(path)",
                advice: wasNamed
                    ? "--config takes a folder with a file for each stage, or one such file."
                    : "Write \(path)/\(stage).json, or name another folder or file with --config.")
        }
        guard isFolder.boolValue else { return path }
        guard !StageName.isPattern(stage) else {
            throw UsageError(
                "the stages \"\(stage)\" have no settings file by their names",
                advice: "Name the one that they share with --config, as --config config/test.json.")
        }
        let file = path.hasSuffix("/") ? "\(path)\(stage).json" : "\(path)/\(stage).json"
        if stage != Self.schema, FileManager.default.fileExists(atPath: file) { return file }
        let stages = stages
        let near = NearMatch.best(for: stage, among: stages).map { "Did you mean \"\($0)\"? " } ?? ""
        throw UsageError(
            "there is no stage \"\(stage)\": \(file) \(stage == Self.schema ? "is for editors" : "does not exist")",
            advice: stages.isEmpty
                ? "Write that file; there is none for any stage in this folder yet."
                : "\(near)The stages here are \(Words.list(stages)); a file makes another, even if it holds only {}.")
    }

    /// `schema.json` lies beside the stages' files; editors read it.
    private static let schema = "schema"

    private var stages: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".json") && $0 != "\(Self.schema).json" }.map { String($0.dropLast(5)) }
            .filter { (try? StageName.check($0)) != nil }.sorted()
    }
}

/// The rule for a stage's name, which becomes part of names on the cloud and of a file's name.
enum StageName {
    /// The rule in words.
    static let rule = "1 to 20 of a-z, 0-9 and -, beginning with a letter or digit"

    /// Whether the name ends in `*` and so means every stage with that prefix.
    static func isPattern(_ name: String) -> Bool { name.hasSuffix("*") }

    /// Checks a name before it is used for anything.
    ///
    /// - Parameter allowsPattern: whether the name may be a prefix followed by `*`.
    /// - Throws: ``/Deployer/UsageError``
    static func check(_ name: String, allowsPattern: Bool = false) throws {
        let written = allowsPattern && isPattern(name) ? String(name.dropLast()) : name
        let isRight =
            (1...20).contains(written.utf8.count) && written.utf8.first != UInt8(ascii: "-")
            && written.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
            }
        guard isRight else {
            throw UsageError(
                "\"\(Printable.cut(name, to: 40))\" cannot be the name of a stage", advice: "A stage's name is \(rule)."
            )
        }
    }
}
