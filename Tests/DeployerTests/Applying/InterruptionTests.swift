import Synchronization
import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("An interrupted run")
struct InterruptionTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Queue(name: "a")
    private let b = Queue(name: "b", dependencies: [ResourceID(kind: "queue", name: "a")])
    private let c = Queue(name: "c", dependencies: [ResourceID(kind: "queue", name: "b")])
    private let stop: StopRequest

    init() { stop = StopRequest(clock: bench.clock) }

    @Test("begins nothing if it is stopped before the first step")
    func before() async throws {
        stop.stop()
        let outcome = try await bench.apply([a, b, c], stop: stop)
        #expect(cloud.writes == [])
        #expect(outcome.notBegun.map(\.name) == ["a", "b", "c"])
        #expect(!outcome.isComplete && outcome.failures.isEmpty)
    }

    @Test("finishes the step that is writing, and begins no other")
    func duringWrite() async throws {
        let stop = stop
        cloud.with { $0.meanwhile["a"] = [{ _ in stop.stop() }] }
        let outcome = try await bench.apply([a, b, c], stop: stop)
        #expect(cloud.writes == ["create a"])
        #expect(outcome.finished.map(\.id.name) == ["a"])
        #expect(outcome.notBegun.map(\.name) == ["b", "c"])
        #expect(bench.log.started == ["a"])
    }

    @Test("waits for five more seconds, then leaves the step unfinished")
    func duringWait() async throws {
        let stop = stop
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("role not assumable yet"), count: 1_000) }
        let before = Mutex<Duration?>(nil)
        let clock = bench.clock
        let outcome = try await bench.apply([a, b], stop: stop) { event in
            guard case .waiting = event, clock.slept > .seconds(20), before.withLock({ $0 }) == nil else { return }
            before.withLock { $0 = clock.slept }
            stop.stop()
        }
        #expect(outcome.unfinished == [.init(a.id, reason: "role not assumable yet")])
        #expect(outcome.notBegun.map(\.name) == ["b"])
        #expect(try clock.slept - #require(before.withLock { $0 }) == .seconds(5))
    }

    @Test("finishes a step whose wait ends soon")
    func shortWait() async throws {
        let stop = stop
        cloud.with { $0.settling["a"] = [.pending("CREATING"), .pending("CREATING"), .pending("CREATING")] }
        let outcome = try await bench.apply([a, b], stop: stop) { event in
            if case .waiting = event { stop.stop() }
        }
        #expect(outcome.finished.map(\.id.name) == ["a"] && outcome.notBegun.map(\.name) == ["b"])
    }

    @Test("is continued by the next run, which creates nothing twice")
    func continued() async throws {
        let stop = stop
        cloud.with { $0.meanwhile["b"] = [{ _ in stop.stop() }] }
        _ = try await bench.apply([a, b, c], stop: stop)
        #expect(try await bench.apply([a, b, c]).isComplete)
        #expect(cloud.writes == ["create a", "create b", "create c"])
    }

    @Test("does not look for what came back")
    func removal() async throws {
        let stop = stop
        _ = try await bench.apply([a])
        cloud.with {
            $0.meanwhile["a"] = [
                { queues in
                    stop.stop(); queues["a"] = nil
                }
            ]
        }
        let outcome = try await bench.apply([a], .destroy(includingData: false), stop: stop)
        #expect(outcome.isComplete)
        #expect(cloud.with { $0.calls.suffix(2) } == ["delete a", "observe a"])
    }
}
