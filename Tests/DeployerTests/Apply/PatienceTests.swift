import Deployer
import Testing

@Suite("Patience")
struct PatienceTests {
    private let bench = Bench()
    private var cloud: FakeCloud { bench.cloud }
    private let a = Thing(name: "a")
    private let b = Thing(name: "b")

    @Test("is each resource's own, ten minutes where nothing was said, and ends to the second")
    func usual() async throws {
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("role not assumable yet"), count: 1_000) }
        let outcome = try await bench.apply([a, b])
        let ended = PatienceEnded(reason: "role not assumable yet", waited: .seconds(600))
        #expect(outcome.failures.first?.cause as? PatienceEnded == ended)
        #expect(outcome.finished.map(\.id.name) == ["b"])
    }

    @Test("is as long as it was told", arguments: [1, 90, 3600])
    func told(_ seconds: Int) async throws {
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("busy"), count: 10_000) }
        let outcome = try await bench.apply([a], patience: .seconds(seconds))
        #expect((outcome.failures.first?.cause as? PatienceEnded)?.waited == .seconds(seconds))
    }

    @Test("ends in a removal too, with what was waited for")
    func removal() async throws {
        cloud.put(a)
        cloud.with { $0.faults["a"] = Array(repeating: NotYet("still in use"), count: 1_000) }
        let outcome = try await bench.apply([a], .destroy(includingData: false), patience: .seconds(30))
        #expect((outcome.failures.first?.cause as? PatienceEnded)?.reason == "still in use")
        #expect(outcome.failures.first?.activity == .deleting)
    }
}
