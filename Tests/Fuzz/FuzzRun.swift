import Foundation
import Testing

/// One run of a fuzzing engine over one parser, as `scripts/fuzz` asks for it in the environment.
///
/// It is a test, so that it links the same modules as the tests; it is skipped unless someone asks for it.
struct FuzzRun: Sendable {
    /// The parser to run; nil if none was asked for.
    let parser: FuzzedParser?
    /// How long the run takes.
    let seconds: Int
    /// The seed of the random numbers.
    let seed: UInt32
    /// The folder for new inputs, and for an input that breaks the parser.
    let workFolder: String
    /// The one input to give to the parser again; nil to make up inputs.
    let replayedPath: String?

    /// What the environment asks for.
    static let asked = FuzzRun(ProcessInfo.processInfo.environment)

    private init(_ environment: [String: String]) {
        parser = FuzzedParser.all.first { $0.name == environment["FUZZ_PARSER"] }
        seconds = environment["FUZZ_SECONDS"].flatMap { Int($0) } ?? 5
        seed = environment["FUZZ_SEED"].flatMap { UInt32($0) } ?? 1
        workFolder = environment["FUZZ_FOLDER"] ?? NSTemporaryDirectory()
        replayedPath = environment["FUZZ_INPUT"]
    }

    /// Ends the process if a property does not hold, as a trap would: the engines look for that.
    static func give(_ bytes: [UInt8], to parser: FuzzedParser) {
        do {
            try parser.check(bytes)
        } catch {
            fatalError("\(parser.name): \(error)")
        }
    }
}

@Suite("A fuzz run", .enabled(if: FuzzRun.asked.parser != nil))
struct FuzzRunTests {
    @Test("breaks no parser")
    func run() throws {
        let run = FuzzRun.asked
        guard let parser = run.parser else { return }
        if let path = run.replayedPath {
            FuzzRun.give([UInt8](try Data(contentsOf: URL(filePath: path))), to: parser)
        } else if let engine = LibFuzzer() {
            try engine.run(run, parser)
        } else {
            var mutator = Mutator(seed: run.seed)
            try mutator.run(run, parser)
        }
    }
}
