import Synchronization
import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("Applying a plan")
struct ExecutorTests {
    private let cloud = FakeCloud()
    private let clock = ManualClock()
    private let a = Queue(name: "a")
    private let b = Queue(name: "b", dependencies: [ResourceID(kind: "queue", name: "a")])
    private let c = Queue(name: "c", dependencies: [ResourceID(kind: "queue", name: "b")])

    private func apply(
        _ resources: [any Resource<FakeCloud>], _ mode: PlanMode = .deploy(adopting: []),
        timeout: Duration = .seconds(60), onEvent: @escaping @Sendable (Event) -> Void = { _ in }
    ) async throws -> Outcome {
        let planned = try await Planner(cloud.deployment(resources)).plan(mode)
        return await Executor(timeout: timeout, clock: clock).apply(planned, onEvent: onEvent)
    }

    @Test("creates a resource before those that need it")
    func order() async throws {
        let outcome = try await apply([c, b, a])
        #expect(cloud.writes == ["create a", "create b", "create c"])
        #expect(outcome.failures.isEmpty && outcome.finished.map(\.id.name) == ["c", "b", "a"])
        #expect(outcome.outputs.map(\.value) == ["c", "b", "a"])
    }

    @Test("writes nothing the second time")
    func again() async throws {
        _ = try await apply([a, b])
        cloud.with { $0.calls = [] }
        let outcome = try await apply([a, b])
        #expect(cloud.writes == [])
        #expect(outcome.finished.isEmpty && outcome.outputs.count == 2)
    }

    @Test("removes a resource before those that it needs")
    func removal() async throws {
        _ = try await apply([a, b, c])
        cloud.with { $0.calls = [] }
        _ = try await apply([a, b, c], .destroy(includingData: false))
        #expect(cloud.writes == ["delete c", "delete b", "delete a"])
        #expect(cloud.with { $0.queues.isEmpty })
    }

    @Test("waits while the cloud is not ready, and reports why")
    func notYet() async throws {
        cloud.with { $0.faults["a"] = [NotYet("role not assumable yet"), NotYet("role not assumable yet")] }
        let reasons = Mutex<[String]>([])
        let outcome = try await apply([a]) { event in
            if case .waiting(_, let reason) = event { reasons.withLock { $0.append(reason) } }
        }
        #expect(outcome.failures.isEmpty)
        #expect(reasons.withLock { $0 } == ["role not assumable yet", "role not assumable yet"])
        #expect(clock.slept > .zero)
    }

    @Test("waits until a resource is ready before it creates those that need it")
    func settles() async throws {
        cloud.with { $0.settling["a"] = [.pending("CREATING"), .pending("CREATING")] }
        _ = try await apply([a, b])
        #expect(
            cloud.with { $0.calls.suffix(6) } == [
                "observe a", "observe a", "observe a", "observe b", "create b", "observe b",
            ])
    }

    @Test("waits for a pending resource that does not change, if another one needs it")
    func settling() async throws {
        cloud.put(a)
        cloud.with { $0.settling["a"] = [.pending("InProgress"), .pending("InProgress")] }
        let outcome = try await apply([a, b])
        // One observation by the plan, a pending one, and one that finds it ready: only then b is created.
        #expect(
            cloud.with { $0.calls.filter { $0 == "observe a" || $0 == "create b" } } == [
                "observe a", "observe a", "observe a", "create b",
            ])
        #expect(outcome.finished.map(\.id.name) == ["b"])
    }

    @Test("reports what it was waiting for when the timeout ends")
    func timeout() async throws {
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("role not assumable yet"), count: 1_000) }
        let outcome = try await apply([a], timeout: .seconds(5))
        let error = try #require(outcome.failures.first)
        #expect((error.cause as? TimedOut)?.reason == "role not assumable yet")
        #expect(error.activity == .creating)
    }

    @Test("does not write again while an old state reads back")
    func stale() async throws {
        cloud.put(Queue(name: "a", size: 9))
        let planned = try await Planner(cloud.deployment([a])).plan(.deploy(adopting: []))
        cloud.with { $0.staleReads = 4 }
        let outcome = await Executor(clock: clock).apply(planned) { _ in }
        #expect(cloud.writes == ["update a"])
        #expect(outcome.failures.isEmpty)
    }

    @Test("gives up on a change that does not stick after three rounds, and reports what reads back")
    func stubborn() async throws {
        cloud.put(Queue(name: "a", size: 9))
        cloud.with { $0.stubborn = ["a"] }
        let outcome = try await apply([a])
        #expect(cloud.writes == ["update a", "update a", "update a"])
        let change = Change("size", from: .number(9), to: .number(1), unit: "MiB")
        #expect(outcome.failures.first?.cause as? ChangeDidNotStick == ChangeDidNotStick(changes: [change], rounds: 3))
    }

    @Test("stops at what someone else created meanwhile, and does not change it")
    func foreignMeanwhile() async throws {
        let planned = try await Planner(cloud.deployment([a])).plan(.deploy(adopting: []))
        cloud.put(Queue(name: "a", size: 7), tags: ["owner": "them"])
        let outcome = await Executor(clock: clock).apply(planned) { _ in }
        #expect(
            outcome.failures.first?.cause as? Refusal == Refusal(reasons: [.foreign(a.id, tags: ["owner": "them"])]))
        #expect(cloud.writes == [])
    }

    @Test("stops at a resource that turns out to be impossible to change while the plan is applied")
    func stuckMeanwhile() async throws {
        let vault = Vault(name: "v", isStuck: true)
        let outcome = try await apply([vault])
        let refusal = Refusal(reasons: [.changeObstacle(vault.id, "It is stuck. Pull first.")])
        #expect(outcome.failures.first?.cause as? Refusal == refusal)
        #expect(cloud.writes == ["create v"])
    }

    @Test("continues with what it created itself, although its tags cannot be read yet")
    func markLags() async throws {
        cloud.with { $0.hiddenMarks["a"] = 2 }
        let outcome = try await apply([a])
        #expect(outcome.failures.isEmpty)
        #expect(cloud.writes.first == "create a")
    }

    @Test("does not wait for a pending resource that a removal keeps")
    func removalSettles() async throws {
        try await Vault(name: "v").create(in: cloud)
        cloud.with { $0.settling["v"] = [.pending("UPDATING"), .pending("UPDATING")] }
        cloud.with { $0.calls = [] }
        _ = try await apply([Vault(name: "v")], .destroy(includingData: false))
        #expect(cloud.with { $0.calls } == ["observe v"])
    }

    @Test("does not remove what someone else created meanwhile")
    func foreignRemoval() async throws {
        cloud.put(a)
        let planned = try await Planner(cloud.deployment([a])).plan(.destroy(includingData: false))
        cloud.put(a, tags: ["owner": "them"])
        let outcome = await Executor(clock: clock).apply(planned) { _ in }
        #expect(cloud.writes == [])
        #expect(outcome.failures.isEmpty)
    }

    @Test("continues after a failure, and does not begin what needs the failed resource")
    func failure() async throws {
        struct Broken: Error {}
        cloud.with { $0.faults["a"] = [Broken()] }
        let skipped = Mutex<[String]>([])
        let outcome = try await apply([a, b, c, Queue(name: "d")]) { event in
            if case .skipped(let id, let because) = event {
                skipped.withLock { $0.append("\(id.name) because of \(because.name)") }
            }
        }
        #expect(outcome.failures.map(\.resource.name) == ["a"])
        #expect(outcome.notBegun.map(\.name) == ["b", "c"])
        #expect(skipped.withLock { $0 } == ["b because of a", "c because of a"])
        #expect(outcome.finished.map(\.id.name) == ["d"])
    }

    @Test("continues after a crash from what exists")
    func crash() async throws {
        struct Killed: Error {}
        cloud.with { $0.faults["b"] = [Killed()] }
        _ = try await apply([a, b, c])
        let outcome = try await apply([a, b, c])
        #expect(cloud.writes == ["create a", "create b", "create b", "create c"])
        #expect(outcome.failures.isEmpty)
    }

    @Test("updates a failed resource that differs, and reports the cloud's reason if it stays failed")
    func failedQueue() async throws {
        cloud.put(Queue(name: "a", size: 9), readiness: .failed("InvalidZipFileException"))
        cloud.put(Queue(name: "d"), readiness: .failed("InternalError"))
        let planned = try await Planner(
            cloud.deployment([
                a, Queue(name: "d"),
                Queue(
                    name: "e",
                    dependencies: [
                        ResourceID(kind: "queue", name: "d")
                    ]),
            ])
        ).plan(.deploy(adopting: []))
        let outcome = await Executor(clock: clock).apply(planned) { _ in }
        #expect(cloud.writes.contains("update a"))
        #expect(outcome.failures.contains { ($0.cause as? ResourceFailed)?.reason == "InvalidZipFileException" })
        let unchanged = outcome.failures.first { $0.resource.name == "d" }
        #expect((unchanged?.cause as? ResourceFailed)?.reason == "InternalError")
        #expect(outcome.notBegun.map(\.name) == ["e"])
    }

    @Test("waits for a deletion that is under way, and deletes nothing twice")
    func removalUnderWay() async throws {
        cloud.put(a)
        let planned = try await Planner(cloud.deployment([a])).plan(.destroy(includingData: false))
        cloud.with { $0.settling["a"] = [.leaving("Deleting"), .leaving("Deleting")] }
        let outcome = await Executor(clock: clock).apply(planned) { _ in }
        #expect(cloud.writes == [])
        #expect(outcome.failures.isEmpty && outcome.finished.count == 1)
    }

    @Test("waits for a deletion that was under way when the plan was made")
    func removalUnderWayWhenPlanned() async throws {
        let bench = Bench()
        bench.cloud.put(a, readiness: .leaving("Deleting"))
        bench.cloud.with { $0.settling["a"] = Array(repeating: .leaving("Deleting"), count: 4) }
        let planned = try await bench.plan([a], .destroy(includingData: false))
        #expect(planned.plan.steps.map(\.id) == [a.id])
        let outcome = await bench.apply(planned)
        #expect(outcome.isComplete && outcome.finished.map(\.id) == [a.id])
        #expect(Set(bench.log.waits) == ["Deleting"] && bench.cloud.writes == [])
        #expect(bench.cloud.with { $0.queues.isEmpty })
    }

    @Test("reports once what two failures keep from being begun")
    func twoFailures() async throws {
        struct Broken: Error {}
        let bench = Bench()
        let d = Queue(name: "d")
        bench.cloud.with { $0.faults = ["a": [Broken()], "d": [Broken()]] }
        let outcome = try await bench.apply([a, d, Queue(name: "e", dependencies: [a.id, d.id])])
        #expect(outcome.failures.count == 2 && outcome.notBegun.map(\.name) == ["e"])
        #expect(bench.log.skipped == ["e"])
    }

    @Test("stops waiting when it is cancelled")
    func cancelled() async throws {
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("role not assumable yet"), count: 1_000_000) }
        let planned = try await Planner(cloud.deployment([a])).plan(.deploy(adopting: []))
        let executor = Executor<FakeCloud>(timeout: .seconds(1_000_000), clock: clock)
        let work = Task { await executor.apply(planned) { _ in } }
        work.cancel()
        let outcome = await work.value
        #expect(outcome.failures.first?.cause is CancellationError)
    }

    @Test("reports the cloud's reason for a failed resource: at once if nothing differs, else if writing does not help")
    func failedStays() async throws {
        let bench = Bench()
        bench.cloud.put(Queue(name: "a"), readiness: .failed("no key"))
        bench.cloud.put(Queue(name: "b", size: 9), readiness: .failed("no room"))
        bench.cloud.with { $0.stubborn = ["b"] }
        let outcome = try await bench.apply([Queue(name: "a"), Queue(name: "b")])
        #expect(
            Set(outcome.failures.compactMap { ($0.cause as? ResourceFailed)?.reason }) == ["no key", "no room"])
        #expect(bench.cloud.writes.allSatisfy { $0 == "update b" })
    }
}
