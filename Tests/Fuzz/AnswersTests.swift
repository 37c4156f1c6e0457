import Deployer
import Foundation
import Synchronization
import Testing

/// Runs whole commands on changed answers: none may crash, hang, or show a secret.
@Suite("Answers of AWS")
struct AnswersTests {
    @Test("end each command as it was recorded, if none of them is changed")
    func unchanged() async throws {
        let workshop = try await AnswersWorkshop()
        #expect(workshop.commands.count == 9)
        for command in workshop.commands {
            let run = AnswersRun(name: command.name, tape: command.tape, mutations: [], folder: command.folder)
            let ending = await run.ending()
            #expect(ending.code.rawValue == command.tape.exitCode, "\(command.name): \(ending.output)\(ending.error)")
            try AnswersRun.check(ending, asJSON: command.tape.arguments.contains("--json"))
        }
    }

    @Test("break no command, whatever is changed in them", .enabled(if: AnswersFuzzing.asked != nil))
    func changed() async throws {
        guard let fuzzing = AnswersFuzzing.asked else { return }
        try await fuzzing.run()
    }
}

/// What `scripts/fuzz` asks for: a number of commands, each with changes from its own seed.
struct AnswersFuzzing: Sendable {
    /// A command that takes longer hangs: a normal one takes a tenth of a second, and nothing waits here.
    private static let timeout = Duration.seconds(60)

    private let seeds: Range<UInt32>

    /// Nil if nothing was asked for.
    static let asked = AnswersFuzzing(ProcessInfo.processInfo.environment)

    private init?(_ environment: [String: String]) {
        guard let first = environment["FUZZ_ANSWERS_SEED"].flatMap({ UInt32($0) }) else { return nil }
        let count = environment["FUZZ_ANSWERS_COUNT"].flatMap { UInt32($0) } ?? 1
        seeds = first..<(first + count)
    }

    /// Runs the commands one after the other; the last line on standard output names the seed if the process dies.
    func run() async throws {
        let workshop = try await AnswersWorkshop()
        let began = Mutex(ContinuousClock.now)
        // Use a thread of its own: a command that hangs may block all others.
        Thread.detachNewThread {
            while true {
                Thread.sleep(forTimeInterval: 1)
                if ContinuousClock.now - began.withLock({ $0 }) > Self.timeout {
                    fatalError("hang: it goes on and on")
                }
            }
        }
        var executions = 0
        for seed in seeds {
            began.withLock { $0 = .now }
            let run = AnswersRun(seed: seed, in: workshop)
            print("seed \(seed): \(run.name), \(run.mutations.map(\.description).joined(separator: "; "))")
            fflush(nil)
            let ending = await run.ending()
            let took = ContinuousClock.now - began.withLock { $0 }
            do {
                try AnswersRun.check(ending, asJSON: run.tape.arguments.contains("--json"))
            } catch {
                fatalError("\(error)")
            }
            if took > .seconds(3) { print("slow: \(took), \(ending.requests) requests") }
            if seeds.count == 1 { print("exit code \(ending.code)\n\(ending.output)\n\(ending.error)") }
            executions += 1
        }
        print("commands: \(workshop.commands.count), executions: \(executions)")
    }
}
