import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("A write whose answer is lost")
struct LostAnswerTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Queue(name: "a")
    private let lost = OutcomeUnknown(ConnectionLost())

    @Test("is not repeated if it was carried out")
    func done() async throws {
        cloud.with { $0.faults["a"] = [Afterwards(lost)] }
        let outcome = try await bench.apply([a])
        #expect(outcome.isComplete)
        #expect(cloud.writes == ["create a"])
        #expect(bench.log.waits == ["an answer was lost; looking what became of it"])
    }

    @Test("is repeated soon if it was not carried out")
    func notDone() async throws {
        cloud.with { $0.faults["a"] = [lost] }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["create a", "create a"])
        #expect(bench.clock.slept < .seconds(1))
    }

    @Test("is resolved by another look, also for a change or a removal")
    func changesAndRemovals() async throws {
        cloud.put(Queue(name: "a", size: 9))
        cloud.with { $0.faults["a"] = [lost, Afterwards(lost)] }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["update a", "update a"])
        cloud.with { $0.faults["a"] = [lost, Afterwards(lost)] }
        #expect(try await bench.apply([a], .destroy(includingData: false)).isComplete)
        #expect(cloud.writes.suffix(2) == ["delete a", "delete a"])
        #expect(cloud.with { $0.queues.isEmpty })
    }

    @Test("ends the run with its cause after eight in a row without any effect")
    func eightInARow() async throws {
        cloud.with { $0.faults["a"] = Array(repeating: lost, count: 20) }
        let outcome = try await bench.apply([a])
        #expect(cloud.writes.count == 8)
        #expect(outcome.failures.first?.cause is ConnectionLost)
        #expect(outcome.failures.first?.activity == .creating)
    }

    @Test("is no reason to give up while others are answered")
    func scattered() async throws {
        let waits = (0..<20).flatMap { _ in [lost, NotYet("role not assumable yet")] as [any Error] }
        cloud.with { $0.faults["a"] = waits }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes.count == 41)
    }

    @Test("is not taken for someone else's change when the next write conflicts with it")
    func ownEcho() async throws {
        cloud.put(Queue(name: "a", size: 9))
        cloud.with {
            $0.faults["a"] = [Afterwards(lost), Conflict("it moved"), Afterwards(lost), Conflict("it moved")]
            $0.lags["a"] = [2, 2, 2]
        }
        let outcome = try await bench.apply([a])
        #expect(outcome.isComplete)
        #expect(bench.log.replanned == [])
    }

    @Test("leaves a resource without tags: they lag, and it is most likely ours, so the engine waits")
    func tagsLag() async throws {
        cloud.with {
            $0.faults["a"] = [Afterwards(lost)]
            $0.hiddenMarks["a"] = 3
        }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["create a"])
        #expect(bench.log.waits.contains("its tags cannot be read yet"))
    }

    @Test("leaves a resource without tags: it is refused after the settling time")
    func neverOurs() async throws {
        cloud.with {
            $0.faults["a"] = [Afterwards(lost)]
            $0.hiddenMarks["a"] = 1_000
        }
        let outcome = try await bench.apply([a])
        #expect(outcome.failures.first?.cause as? Refusal == Refusal(reasons: [.foreign(a.id, tags: [:])]))
        #expect(bench.clock.slept >= .seconds(10) && bench.clock.slept < .seconds(15))
        #expect(cloud.writes == ["create a"])
    }

    @Test("leaves a resource that was seen with our tags: it stays ours, also if a later look shows none")
    func seenOnce() async throws {
        let (cloud, clock) = (cloud, bench.clock)
        cloud.with {
            $0.faults["a"] = [Afterwards(lost)]
            $0.settling["a"] = Array(repeating: .pending("it starts"), count: 20)
        }
        let outcome = try await bench.apply([a]) { event in
            guard case .waiting(_, "it starts") = event, clock.slept > .seconds(11) else { return }
            cloud.with { $0.hiddenMarks["a"] = 1 }
        }
        #expect(outcome.isComplete && cloud.writes == ["create a"])
        #expect(cloud.with { $0.hiddenMarks["a"] } == 0)
    }

    @Test("leaves a resource with another owner's tags: it is refused at once")
    func another() async throws {
        cloud.with {
            $0.faults["a"] = [Afterwards(lost)]
            $0.meanwhile["a"] = [{ $0["a"]?.tags = [OwnerTag.stack: "other"] }]
        }
        let outcome = try await bench.apply([a])
        #expect(
            outcome.failures.first?.cause as? Refusal
                == Refusal(reasons: [.foreign(a.id, tags: [OwnerTag.stack: "other"])]))
        #expect(bench.clock.slept < .seconds(1))
        #expect(cloud.writes == ["create a"])
    }

    @Test("leaves a resource that others tag before its own tags can be read: the engine waits as if it had none")
    func taggedByOthers() async throws {
        cloud.with {
            $0.faults["a"] = [Afterwards(lost)]
            $0.hiddenMarks["a"] = 3
            $0.othersTags["a"] = ["CostCenter": "42"]
        }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["create a"])
        #expect(bench.log.waits.contains("its tags cannot be read yet"))
    }

    @Test("An answered create does not make a resource with another owner's tags ours")
    func createdThenForeign() async throws {
        cloud.with { $0.meanwhile["a"] = [{ $0["a"]?.tags = [OwnerTag.stage: "prod"] }] }
        let outcome = try await bench.apply([a])
        #expect(outcome.failures.first?.cause is Refusal)
    }

    @Test("An answered create makes a resource ours, also if others tag it before its own tags can be read")
    func createdThenTagged() async throws {
        cloud.with {
            $0.hiddenMarks["a"] = 3
            $0.othersTags["a"] = ["CostCenter": "42"]
        }
        #expect(try await bench.apply([a]).isComplete)
        #expect(cloud.writes == ["create a"])
    }
}
