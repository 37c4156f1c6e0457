import Foundation
import Testing

@Suite("A function's sources")
struct SourceRulesTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    private static func files(in target: String) throws -> [(name: String, text: String)] {
        let folder = sources.appending(path: target)
        let names = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
        return try names.filter { $0.hasSuffix(".swift") }.map {
            ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
        }
    }

    /// Foundation would triple the package; Swift's concurrency would nearly double the CPU time of a start.
    @Test(
        "import no Foundation and use no concurrency", arguments: ["CounterFunction", "FunctionRuntime", "AWSSigning"])
    func imports(_ target: String) throws {
        let files = try Self.files(in: target)
        #expect(!files.isEmpty)
        let allowed: Set = ["AWSSigning", "COpenSSL", "FunctionRuntime", "Glibc"]
        for file in files {
            for line in file.text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
                let words = line.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "_" })
                if let position = words.firstIndex(of: "import") {
                    #expect(allowed.contains(String(words[position + 1])), "\(target)/\(file.name): \(line)")
                }
                #expect(!words.contains("async") && !words.contains("await"), "\(target)/\(file.name): \(line)")
            }
        }
    }
}
