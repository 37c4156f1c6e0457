import Synchronization
import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("A schedule of faults", .serialized)
struct FaultScheduleTests {
    /// A small stack, and all that goes wrong while it is created or removed; the same seed gives the same faults.
    private struct Schedule {
        let queues: [Queue]
        private var random: SeededGenerator

        init(seed: Int) {
            var random = SeededGenerator(seed: UInt64(seed))
            var queues: [Queue] = []
            for index in 0..<Int.random(in: 2...5, using: &random) {
                let needs = queues.filter { _ in Bool.random(using: &random) }.map(\.id)
                queues.append(Queue(name: "t\(index)", size: index + 1, dependencies: needs))
            }
            self.queues = queues
            self.random = random
        }

        /// Puts new faults into the cloud.
        mutating func spoil(_ cloud: FakeCloud) {
            let plans = queues.map { (name: $0.name, faults: faults(), lags: lags(), rest: rest()) }
            cloud.with { state in
                state.hiddenMarks = [:]
                for plan in plans {
                    state.faults[plan.name] = plan.faults
                    state.lags[plan.name] = plan.lags
                    state.settling[plan.name] = plan.rest
                }
            }
        }

        /// Hides the tags of resources that do not exist yet; existing ones show theirs.
        mutating func hideMarks(in cloud: FakeCloud) {
            for queue in queues {
                let looks = few(3)
                cloud.with { if $0.queues[queue.name] == nil { $0.hiddenMarks[queue.name] = looks } }
            }
        }

        /// After how many events the work is stopped; nil if it is not.
        mutating func interruption() -> Int? { few(4) == 0 ? Int.random(in: 0...12, using: &random) : nil }

        private mutating func few(_ most: Int) -> Int { Int.random(in: 0...most, using: &random) }

        private mutating func faults() -> [any Error] {
            (0..<few(6)).map { _ in
                let lost = OutcomeUnknown(ConnectionLost())
                switch few(5) {
                case 0: return lost
                case 1: return Afterwards(lost)
                case 2: return NotYet("busy")
                case 3: return few(3) == 0 ? Conflict("it moved") : NotYet("role not assumable yet")
                default: return NoFault()
                }
            }
        }

        private mutating func lags() -> [Int] { (0..<few(4)).map { _ in few(4) } }

        private mutating func rest() -> [Readiness] { (0..<few(3)).map { _ in .pending("busy") } }
    }

    /// Runs until all is done, at most twice; each failure has a type that a user can act on.
    private func run(
        _ bench: Bench, _ schedule: inout Schedule, _ mode: PlanMode, seed: Int
    ) async throws {
        for _ in 1...2 {
            schedule.spoil(bench.cloud)
            let planned = try await bench.plan(schedule.queues, mode)
            schedule.hideMarks(in: bench.cloud)
            let stop = StopRequest(clock: bench.clock)
            let left = Mutex(schedule.interruption())
            let outcome = await bench.apply(planned, stop: stop) { _ in
                let isOver = left.withLock { left in
                    left = left.map { $0 - 1 }
                    return left == 0
                }
                if isOver { stop.stop() }
            }
            #expect(outcome.failures.allSatisfy { Self.isNamed($0.cause) }, "seed \(seed): \(outcome.failures)")
            if outcome.isComplete { return }
        }
    }

    private static func isNamed(_ error: any Error) -> Bool {
        error is ConcurrentDeployment || error is ConnectionLost || error is ChangeDidNotStick
    }

    @Test("ends as described, creates nothing twice and leaves nothing behind", arguments: 0..<400)
    func converges(_ seed: Int) async throws {
        var schedule = Schedule(seed: seed)
        let bench = Bench()
        let stranger = Queue(name: "stranger", size: 99)
        bench.cloud.put(stranger, tags: ["owner": "them"])

        try await run(bench, &schedule, .deploy(adopting: []), seed: seed)
        bench.cloud.with { $0.calm() }
        #expect(try await bench.apply(schedule.queues).isComplete, "seed \(seed)")
        let existing = bench.cloud.with { $0.queues }
        #expect(existing.count == schedule.queues.count + 1, "seed \(seed)")
        for queue in schedule.queues {
            #expect(existing[queue.name]?.queue.size == queue.size, "seed \(seed): \(queue.name)")
            #expect(bench.cloud.with { $0.made[queue.name] } == 1, "seed \(seed): \(queue.name)")
        }
        bench.cloud.with { $0.calls = [] }
        #expect(try await bench.apply(schedule.queues).isComplete && bench.cloud.writes == [], "seed \(seed)")

        try await run(bench, &schedule, .destroy(includingData: true), seed: seed)
        bench.cloud.with { $0.calm() }
        #expect(try await bench.apply(schedule.queues, .destroy(includingData: true)).isComplete, "seed \(seed)")
        #expect(bench.cloud.with { Array($0.queues.keys) } == ["stranger"], "seed \(seed)")
    }
}
