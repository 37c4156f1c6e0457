import Foundation

/// LLVM's coverage-guided engine, if the build has linked it in.
///
/// <https://llvm.org/docs/LibFuzzer.html#using-libfuzzer-as-a-library>
struct LibFuzzer {
    private typealias Target = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
    private typealias Driver =
        @convention(c) (
            UnsafeMutablePointer<CInt>, UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
            Target
        ) -> CInt

    private let driver: Driver

    /// Nil if the program was built without it, which is known only at run time.
    init?() {
        guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "LLVMFuzzerRunDriver") else { return nil }
        driver = unsafeBitCast(symbol, to: Driver.self)
    }

    /// Runs until the time is over; the engine then ends the process itself.
    func run(_ run: FuzzRun, _ parser: FuzzedParser) throws {
        let dictionary = "\(run.workFolder)/dictionary"
        try Self.dictionary.write(toFile: dictionary, atomically: false, encoding: .utf8)
        let arguments = [
            "fuzz", "-max_total_time=\(run.seconds)", "-seed=\(run.seed)", "-print_final_stats=1", "-verbosity=0",
            "-detect_leaks=0",
            // No parser may take more time for one input, nor more memory at once.
            "-timeout=5", "-rss_limit_mb=2048", "-malloc_limit_mb=256", "-max_len=8192", "-dict=\(dictionary)",
            "-artifact_prefix=\(run.workFolder)/", "\(run.workFolder)/corpus",
            Corpus.folder.appending(path: parser.name).path,
        ]
        var strings: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var count = CInt(arguments.count)
        strings.withUnsafeMutableBufferPointer { buffer in
            guard var first = buffer.baseAddress else { return }
            _ = driver(&count, &first) { bytes, count in
                guard let parser = FuzzRun.asked.parser else { return -1 }
                FuzzRun.give(Array(UnsafeBufferPointer(start: bytes, count: count)), to: parser)
                return 0
            }
        }
    }

    /// The kept pieces as the engine reads them: one line of escaped bytes for each.
    private static var dictionary: String {
        Corpus.pieces.map { piece in
            "\"" + piece.map { "\\x" + ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\"\n"
        }.joined()
    }
}
