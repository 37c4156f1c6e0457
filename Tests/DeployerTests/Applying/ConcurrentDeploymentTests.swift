import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("Someone else's change to the same resource")
struct ConcurrentDeploymentTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Queue(name: "a")

    init() { bench.cloud.put(Queue(name: "a", size: 9)) }

    @Test("is accepted once: it is read, reported and written over")
    func conflictOnce() async throws {
        cloud.with { $0.faults["a"] = [Conflict("the code was changed meanwhile")] }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["update a", "update a"])
        #expect(bench.log.replanned == ["a: the code was changed meanwhile"])
    }

    @Test("ends the run the second time, with what changed")
    func conflictTwice() async throws {
        cloud.with { $0.faults["a"] = [Conflict("the code moved"), Conflict("the memory moved")] }
        let outcome = try await bench.apply([a])
        let expected = ConcurrentDeployment(moved: ["the code moved", "the memory moved"])
        #expect(outcome.failures.first?.cause as? ConcurrentDeployment == expected)
        #expect(cloud.writes.count == 2)
    }

    @Test("ends a removal the same way")
    func conflictingRemoval() async throws {
        cloud.with { $0.faults["a"] = [Conflict("it moved"), Conflict("it moved")] }
        let outcome = try await bench.apply([a], .destroy(includingData: false))
        #expect(outcome.failures.first?.cause is ConcurrentDeployment)
        #expect(outcome.failures.first?.activity == .deleting)
    }

    @Test("is waited for while only the outdated revision can be seen")
    func staleRevision() async throws {
        cloud.with {
            $0.faults["a"] = [Conflict("it moved")]
            $0.revision = "1"
            $0.revisionLooks = 4
        }
        #expect(try await bench.apply([a]).isComplete)
        #expect(bench.log.waits.count(where: { $0 == "the other change cannot be seen yet" }) >= 2)
        #expect(cloud.writes == ["update a", "update a"])
    }

    @Test(
        "is ruled out if the refused revision is still current: the write is repeated without it, if possible",
        arguments: [
            (PlanMode.deploy(adopting: []), ["update a", "overwrite a"]),
            (.destroy(includingData: false), ["delete a", "drop a"]),
        ])
    func refusedWrongly(mode: PlanMode, writes: [String]) async throws {
        cloud.with {
            $0.faults["a"] = [Conflict("it moved")]
            $0.revision = "1"
            $0.revisionLooks = .max
        }
        #expect(try await bench.apply([a], mode).isComplete)
        #expect(cloud.writes == writes)
        // Someone else's write would have shown by then.
        #expect(bench.clock.slept >= .seconds(10))
    }

    @Test("to a third value is accepted once")
    func thirdValueOnce() async throws {
        cloud.with { $0.meanwhile["a"] = [{ $0["a"]?.queue.size = 7 }] }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["update a", "update a"])
        #expect(bench.log.replanned == ["a: size was changed meanwhile"])
        #expect(bench.clock.slept < .seconds(1))
    }

    @Test("to a third value is reported once, also if the next write has to wait")
    func thirdValueAndWait() async throws {
        cloud.with {
            $0.meanwhile["a"] = [{ $0["a"]?.queue.size = 7 }]
            $0.faults["a"] = [NoFault(), NotYet("busy")]
        }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["update a", "update a", "update a"])
        #expect(bench.log.replanned == ["a: size was changed meanwhile"])
    }

    @Test("to a third value ends the run the second time")
    func thirdValueTwice() async throws {
        cloud.with { $0.meanwhile["a"] = [{ $0["a"]?.queue.size = 7 }, { $0["a"]?.queue.size = 8 }] }
        let outcome = try await bench.apply([a])
        let reason = "size was changed meanwhile"
        #expect(
            outcome.failures.first?.cause as? ConcurrentDeployment == ConcurrentDeployment(moved: [reason, reason]))
    }

    @Test("is not suspected while a list or a creation is half-way")
    func halfWay() async throws {
        let pages = Queue(name: "a", pages: ["x", "y", "z"])
        cloud.put(Queue(name: "a", pages: []))
        cloud.with {
            $0.meanwhile["a"] = [{ $0["a"]?.queue.pages = ["x"] }, { $0["a"]?.queue.pages = ["x", "y"] }]
        }
        #expect(try await bench.apply([pages]).isComplete)
        cloud.with { $0.meanwhile["b"] = [{ $0["b"]?.queue.size = 4 }, { $0["b"]?.queue.size = 3 }] }
        _ = try await bench.apply([Queue(name: "b")])
        #expect(bench.log.replanned == ["b: size was changed meanwhile"])
    }

    @Test("is not suspected if an old state reads back")
    func stale() async throws {
        cloud.with { $0.lags["a"] = [5] }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["update a"] && bench.log.replanned == [])
    }
}
