import Foundation
import Testing

@Suite("The kept inputs of fuzzing")
struct CorpusTests {
    @Test("break no parser", arguments: FuzzedParser.all)
    func replay(_ parser: FuzzedParser) throws {
        let inputs = try Corpus.inputs(of: parser)
        #expect(!inputs.isEmpty, "there is no seed for \(parser.name)")
        for input in inputs {
            #expect(throws: Never.self, "\(parser.name)/\(input.name)") { try parser.check(input.bytes) }
            // The input is cut short, as by a broken connection.
            for length in 0..<min(input.bytes.count, 200) {
                #expect(throws: Never.self, "\(length) bytes of \(parser.name)/\(input.name)") {
                    try parser.check(Array(input.bytes.prefix(length)))
                }
            }
        }
    }

    @Test("are each in a folder that belongs to a parser")
    func folders() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Corpus.folder.path)
        #expect(Set(folders) == Set(FuzzedParser.all.map(\.name)))
    }
}
