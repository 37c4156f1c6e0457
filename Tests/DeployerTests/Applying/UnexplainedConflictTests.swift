import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("A conflict that no look explains")
struct UnexplainedConflictTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Queue(name: "a")

    private func conflicts(_ count: Int) -> [any Error] { Array(repeating: NotYet.alreadyExists, count: count) }

    @Test("ends a creation with the cloud's own error after twenty seconds, and not before")
    func creation() async throws {
        cloud.with { $0.faults["a"] = conflicts(1_000) }
        let outcome = try await bench.apply([a])
        #expect(outcome.failures.first?.cause is ExistsAlready)
        #expect(outcome.failures.first?.activity == .creating)
        #expect(bench.clock.slept >= .seconds(20) && bench.clock.slept < .seconds(25))
        #expect(cloud.writes.count >= 4)
    }

    @Test("ends a change as well if each look shows the same")
    func change() async throws {
        cloud.put(Queue(name: "a", size: 9))
        cloud.with { $0.faults["a"] = conflicts(1_000) }
        let outcome = try await bench.apply([a])
        #expect(outcome.failures.first?.cause is ExistsAlready)
        #expect(outcome.failures.first?.activity == .updating)
        #expect(bench.clock.slept >= .seconds(20) && bench.clock.slept < .seconds(25))
    }

    @Test("is over if the resource can be created after all")
    func passes() async throws {
        cloud.with { $0.faults["a"] = conflicts(10) }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes.count == 11)
    }

    @Test("is counted anew after any other answer, so that slow creations can finish")
    func otherAnswers() async throws {
        let mixed = (0..<30).flatMap { _ in conflicts(3) + [NotYet("busy")] }
        cloud.with { $0.faults["a"] = mixed }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes.count == 121 && bench.clock.slept > .seconds(60))
        let lost = (0..<30).flatMap { _ in conflicts(3) + [OutcomeUnknown(ConnectionLost())] }
        cloud.with { $0.faults["b"] = lost }
        #expect(try await bench.apply([Queue(name: "b")]).isComplete)
    }

    @Test("is explained by a resource that is being deleted, however long that takes")
    func leaving() async throws {
        let (cloud, log) = (cloud, bench.log)
        cloud.with { $0.faults["a"] = conflicts(14) }
        let outcome = try await bench.apply([a]) { event in
            guard case .waiting = event, log.waits.count == 9 else { return }
            cloud.put(Queue(name: "a", size: 9))
            cloud.with { $0.settling["a"] = Array(repeating: .leaving("DELETING"), count: 20) }
        }
        #expect(outcome.isComplete, "\(String(describing: outcome.failures.first?.cause))")
        #expect(cloud.writes.count == 15 && bench.clock.slept > .seconds(60))
    }
}
