import Foundation
import Testing

/// The engine serves any cloud and any command line, so it names none.
@Suite("The engine's sources")
struct EngineSourcesTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/Deployer")

    @Test("name no cloud, no service, no option and no module but Foundation")
    func names() throws {
        let names = FileManager.default.enumerator(atPath: Self.folder.path)?.compactMap { $0 as? String } ?? []
        let files = names.filter { $0.hasSuffix(".swift") }
        #expect(files.count > 20)
        let foreign: Set = ["aws", "amazon", "lambda", "dynamodb", "iam", "cloudformation", "url", "arn"]
        for file in files {
            let text = try String(contentsOf: Self.folder.appending(path: file), encoding: .utf8)
            for line in text.split(separator: "\n") {
                let words = line.split { !$0.isLetter }
                #expect(foreign.isDisjoint(with: words.map { $0.lowercased() }), "\(file): \(line)")
                #expect(!line.contains(/(^|[^-\w])--[a-z]/), "\(file): \(line)")
                if words.contains("import") {
                    #expect(["Foundation", "Synchronization"].contains(words.last), "\(file): \(line)")
                }
            }
        }
    }
}
