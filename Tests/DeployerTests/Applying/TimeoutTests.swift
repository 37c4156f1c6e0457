import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("The timeout")
struct TimeoutTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Queue(name: "a")
    private let b = Queue(name: "b")

    @Test("is each resource's own, ten minutes by default, and ends to the second")
    func usual() async throws {
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("role not assumable yet"), count: 1_000) }
        let outcome = try await bench.apply([a, b])
        let ended = TimedOut(reason: "role not assumable yet", waited: .seconds(600))
        #expect(outcome.failures.first?.cause as? TimedOut == ended)
        #expect(outcome.finished.map(\.id.name) == ["b"])
    }

    @Test("is as long as requested", arguments: [1, 90, 3600])
    func reported(_ seconds: Int) async throws {
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("busy"), count: 10_000) }
        let outcome = try await bench.apply([a], timeout: .seconds(seconds))
        #expect((outcome.failures.first?.cause as? TimedOut)?.waited == .seconds(seconds))
    }

    @Test("ends a step even if every write is answered, and someone else changes the list each time")
    func restless() async throws {
        cloud.put(Queue(name: "a", pages: ["0"]))
        let clock = bench.clock
        cloud.with { state in
            state.meanwhile["a"] = (1...100).map { turn in
                {
                    clock.advance(by: .seconds(60))
                    $0["a"]?.queue.pages = ["\(turn)"]
                }
            }
        }
        let outcome = try await bench.apply([Queue(name: "a", pages: ["x"])])
        #expect(outcome.failures.first?.cause is TimedOut)
        #expect(cloud.writes.count == 10)
    }

    @Test("is spent in pauses that grow, and are short again after a write")
    func pauses() async throws {
        cloud.with {
            $0.faults["a"] = Array(repeating: NotYet("busy"), count: 12)
            $0.settling["a"] = [.pending("it starts")]
        }
        #expect(try await bench.apply([a]).isComplete)
        let pauses = bench.clock.pauses
        #expect(pauses.count == 13 && pauses.dropLast() == pauses.dropLast().sorted()[...])
        #expect(pauses.dropLast().last == .seconds(3) && pauses.last == .milliseconds(100))
    }

    @Test("ends a removal too, with what it was waiting for")
    func removal() async throws {
        cloud.put(a)
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("still in use"), count: 1_000) }
        let outcome = try await bench.apply([a], .destroy(includingData: false), timeout: .seconds(30))
        #expect((outcome.failures.first?.cause as? TimedOut)?.reason == "still in use")
        #expect(outcome.failures.first?.activity == .deleting)
    }
}
