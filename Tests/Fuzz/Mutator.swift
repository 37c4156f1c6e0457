import Foundation

/// The engine for toolchains without libFuzzer: changes the kept inputs at random, from a seed, and sees no coverage.
struct Mutator: RandomNumberGenerator {
    private var state: UInt64

    /// The same seed makes the same inputs.
    init(seed: UInt32) { state = UInt64(seed) }

    /// SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>).
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Runs until the time is over.
    ///
    /// Each input is written to disk before it is tried: after a trap it is too late.
    mutating func run(_ run: FuzzRun, _ parser: FuzzedParser) throws {
        let seeds = try Corpus.inputs(of: parser).map(\.bytes)
        let (clock, place) = (ContinuousClock(), URL(filePath: "\(run.workFolder)/crash-last"))
        let end = clock.now + .seconds(run.seconds)
        var executions = 0
        while clock.now < end {
            var input = seeds.randomElement(using: &self) ?? []
            for _ in 0...Int.random(in: 0..<8, using: &self) { change(&input, among: seeds) }
            try Data(input).write(to: place)
            FuzzRun.give(input, to: parser)
            executions += 1
        }
        try FileManager.default.removeItem(at: place)
        print("stat::number_of_executed_units: \(executions)")
    }

    /// One change: a byte replaced or flipped, a mark or a kept piece inserted, or a part removed or repeated.
    ///
    /// It may also put the front of one input before another's.
    private mutating func change(_ input: inout [UInt8], among seeds: [[UInt8]]) {
        let index = Int.random(in: 0...input.count, using: &self)
        switch UInt8.random(in: 0..<7, using: &self) {
        case 0 where index < input.count: input[index] = UInt8.random(in: 0...255, using: &self)
        case 1 where index < input.count: input[index] ^= 1 << UInt8.random(in: 0..<8, using: &self)
        case 2: input.insert(Array("\"\\{}[]<>&%=:;\r\n\0-9".utf8).randomElement(using: &self) ?? 0, at: index)
        case 3: input.removeSubrange(index..<min(input.count, index + Int.random(in: 0..<8, using: &self)))
        case 4: input += input.suffix(input.count - index).prefix(1024)
        case 5: input.insert(contentsOf: Corpus.pieces.randomElement(using: &self) ?? [], at: index)
        default: input = Array(input.prefix(index)) + (seeds.randomElement(using: &self) ?? []).dropFirst(index)
        }
        input = Array(input.prefix(8192))
    }
}
