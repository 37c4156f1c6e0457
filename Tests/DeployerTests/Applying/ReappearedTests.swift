import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("A resource that comes back after its removal")
struct ReappearedTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Queue(name: "a")
    private let b = Queue(name: "b", dependencies: [ResourceID(kind: "queue", name: "a")])

    init() {
        bench.cloud.put(a)
        bench.cloud.put(b)
    }

    private func destroy() async throws -> Outcome { try await bench.apply([a, b], .destroy(includingData: false)) }

    @Test(
        "without tags, during its removal, is removed again, however new it is",
        arguments: [Readiness.ready, .pending("it was made moments ago")])
    func during(_ readiness: Readiness) async throws {
        let again = FakeCloud.Stored(queue: Queue(name: "a", size: 5), tags: [:], readiness: readiness)
        cloud.with { $0.meanwhile["a"] = [{ $0["a"] = again }] }
        #expect(try await destroy().isComplete)
        #expect(cloud.writes == ["delete b", "delete a", "delete a"])
        #expect(cloud.with { $0.queues.isEmpty })
        // A half-deleted resource reads as nobody described it: that is no external change.
        #expect(bench.log.replanned.isEmpty)
    }

    @Test("without tags is removed again, also if that removal has to wait")
    func whileItIsInUse() async throws {
        cloud.with {
            $0.meanwhile["a"] = [{ $0["a"] = .init(queue: Queue(name: "a"), tags: [:]) }]
            $0.faults["a"] = [NoFault(), NotYet("still in use")]
        }
        #expect(try await destroy().isComplete)
        #expect(cloud.writes == ["delete b", "delete a", "delete a", "delete a"])
        #expect(cloud.with { $0.queues.isEmpty })
        // The same step removes it, not the look after all steps.
        #expect(bench.log.replanned.isEmpty)
    }

    @Test("after all removals is found by one more look, and removed again")
    func afterwards() async throws {
        cloud.with { $0.meanwhile["a"] = [{ $0["b"] = .init(queue: Queue(name: "b"), tags: [:]) }] }
        let outcome = try await destroy()
        #expect(outcome.isComplete && outcome.finished.map(\.id.name) == ["a", "b"])
        #expect(cloud.writes == ["delete b", "delete a", "delete b"])
        #expect(bench.log.replanned == ["b: it came back after it was removed"])
    }

    @Test("of a kind that no cloud brings back is someone else's: it is looked at for a while, and not touched")
    func strangers() async throws {
        let table = Queue(name: "b", dependencies: b.dependencies, reappears: false)
        let made: @Sendable (inout [String: FakeCloud.Stored]) -> Void = {
            $0["b"] = .init(queue: Queue(name: "b", size: 7), tags: [:])
        }
        cloud.with { $0.meanwhile["b"] = [made] }
        let outcome = try await bench.apply([a, table], .destroy(includingData: false))
        #expect(outcome.isComplete && cloud.writes == ["delete b", "delete a"])
        #expect(cloud.with { $0.queues["b"]?.queue.size } == 7)
        #expect(Set(bench.log.waits) == ["the removal cannot be seen yet"])
        #expect(bench.clock.slept >= .seconds(10) && bench.clock.slept < .seconds(15))
    }

    @Test("of such a kind is the same one, if its tags can be read again")
    func markComesBack() async throws {
        let table = Queue(name: "b", dependencies: b.dependencies, reappears: false)
        let cloud = cloud
        cloud.with { $0.faults["b"] = [OutcomeUnknown(ConnectionLost())] }
        let outcome = try await bench.apply([a, table], .destroy(includingData: false)) { event in
            guard case .waiting(_, let reason) = event, reason.hasPrefix("an answer was lost") else { return }
            cloud.with { $0.hiddenMarks["b"] = 3 }
        }
        #expect(outcome.isComplete && cloud.writes == ["delete b", "delete b", "delete a"])
        #expect(bench.log.waits.count { $0 == "the removal cannot be seen yet" } == 3)
    }

    @Test("is left to the resource that it belongs to if the cloud does not let it go, and this is reported")
    func leftBehind() async throws {
        cloud.with { $0.faults["b"] = [LeftBehind("its permissions stay")] }
        let outcome = try await bench.apply(
            [a, Queue(name: "b", dependencies: b.dependencies, reappears: false)],
            .destroy(includingData: false))
        #expect(outcome.isComplete && bench.log.replanned == ["b: its permissions stay"])
        #expect(cloud.writes == ["delete b", "delete a"])
    }

    @Test("again and again causes an error that names it")
    func forever() async throws {
        cloud.with { $0.comesBack = ["b"] }
        let outcome = try await destroy()
        #expect(outcome.failures.map(\.resource.name) == ["b"])
        #expect(outcome.failures.first?.cause as? Reappeared == Reappeared(removals: 3))
        #expect(outcome.finished.map(\.id.name) == ["a"])
    }

    @Test("at each look causes an error that names it too")
    func stubborn() async throws {
        let again: @Sendable (inout [String: FakeCloud.Stored]) -> Void = {
            $0["b"] = FakeCloud.Stored(queue: Queue(name: "b"), tags: [:])
        }
        cloud.with { $0.meanwhile["b"] = Array(repeating: again, count: 9) }
        let outcome = try await destroy()
        #expect(outcome.failures.first?.cause as? Reappeared == Reappeared(removals: 3))
        #expect(outcome.notBegun.map(\.name) == ["a"])
    }

    @Test("with someone else's tags is not touched")
    func foreign() async throws {
        cloud.with { $0.meanwhile["a"] = [{ $0["b"] = .init(queue: Queue(name: "b"), tags: ["owner": "them"]) }] }
        #expect(try await destroy().isComplete)
        #expect(cloud.writes == ["delete b", "delete a"])
        #expect(cloud.with { Array($0.queues.keys) } == ["b"])
    }

    @Test("costs one look for each resource if none comes back")
    func nothing() async throws {
        cloud.with { $0.calls = [] }
        _ = try await destroy()
        #expect(cloud.with { $0.calls.count { $0 == "observe a" } } == 4)
        #expect(cloud.with { $0.calls.suffix(2).sorted() } == ["observe a", "observe b"])
    }
}
