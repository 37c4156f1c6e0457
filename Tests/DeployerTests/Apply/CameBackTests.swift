import Deployer
import Testing

@Suite("What comes back after its removal")
struct CameBackTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Thing(name: "a")
    private let b = Thing(name: "b", dependencies: [ResourceID(kind: "thing", name: "a")])

    init() {
        bench.cloud.put(a)
        bench.cloud.put(b)
    }

    private func destroy() async throws -> Outcome { try await bench.apply([a, b], .destroy(includingData: false)) }

    @Test("without tags while it is removed is removed again")
    func during() async throws {
        cloud.with { $0.meanwhile["a"] = [{ $0["a"] = .init(thing: Thing(name: "a", size: 5), tags: [:]) }] }
        #expect(try await destroy().isComplete)
        #expect(cloud.writes == ["delete b", "delete a", "delete a"])
        #expect(cloud.with { $0.things.isEmpty })
        // A thing that is half gone reads as nobody described it: that is no one else's change.
        #expect(bench.log.replanned.isEmpty)
    }

    @Test("when all is done is found by one more look, and removed again")
    func afterwards() async throws {
        cloud.with { $0.meanwhile["a"] = [{ $0["b"] = .init(thing: Thing(name: "b"), tags: [:]) }] }
        let outcome = try await destroy()
        #expect(outcome.isComplete && outcome.finished.map(\.id.name) == ["a", "b"])
        #expect(cloud.writes == ["delete b", "delete a", "delete b"])
        #expect(bench.log.replanned == ["b: it came back after it was removed"])
    }

    @Test("again and again is an error that names it")
    func forever() async throws {
        cloud.with { $0.comesBack = ["b"] }
        let outcome = try await destroy()
        #expect(outcome.failures.map(\.resource.name) == ["b"])
        #expect(outcome.failures.first?.cause as? CameBack == CameBack(removals: 3))
        #expect(outcome.finished.map(\.id.name) == ["a"])
    }

    @Test("each time that it is looked at is an error that names it too")
    func stubborn() async throws {
        let again: @Sendable (inout [String: FakeCloud.Stored]) -> Void = {
            $0["b"] = FakeCloud.Stored(thing: Thing(name: "b"), tags: [:])
        }
        cloud.with { $0.meanwhile["b"] = Array(repeating: again, count: 9) }
        let outcome = try await destroy()
        #expect(outcome.failures.first?.cause as? CameBack == CameBack(removals: 3))
        #expect(outcome.notBegun.map(\.name) == ["a"])
    }

    @Test("with another's tags is not touched")
    func foreign() async throws {
        cloud.with { $0.meanwhile["a"] = [{ $0["b"] = .init(thing: Thing(name: "b"), tags: ["owner": "them"]) }] }
        #expect(try await destroy().isComplete)
        #expect(cloud.writes == ["delete b", "delete a"])
        #expect(cloud.with { Array($0.things.keys) } == ["b"])
    }

    @Test("costs one look for each when nothing does")
    func nothing() async throws {
        cloud.with { $0.calls = [] }
        _ = try await destroy()
        #expect(cloud.with { $0.calls.count { $0 == "observe a" } } == 4)
        #expect(cloud.with { $0.calls.suffix(2).sorted() } == ["observe a", "observe b"])
    }
}
