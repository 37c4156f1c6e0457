import Testing

@testable import Deployer
@testable import DeployerTestSupport

@Suite("The difference between two values")
struct PropertyTests {
    @Test("is empty between equal ones")
    func equal() {
        let queue = Queue(name: "a", code: "x", labels: ["k": "v"])
        #expect(Queue.differences(desired: queue, observed: queue) == [])
    }

    @Test("names each property, from the observed to the described value, in the schema's order")
    func order() {
        let changes = Queue.differences(
            desired: Queue(name: "a", size: 2, key: "new"), observed: Queue(name: "a", size: 1, key: "old"))
        #expect(
            changes == [
                Change("size", from: .number(1), to: .number(2), unit: "MiB"),
                Change("key", from: .text("old"), to: .text("new")),
            ])
    }

    @Test("exists between texts that look the same but have other bytes, as a cloud sees them")
    func bytes() {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        let changes = Queue.differences(
            desired: Queue(name: "a", key: composed, code: composed, labels: ["k": composed]),
            observed: Queue(name: "a", key: decomposed, code: decomposed, labels: ["k": decomposed]))
        #expect(changes.map(\.property) == ["key", "code", "labels.k"])
    }

    @Test("exists between lists, sets and keys that look the same but have other bytes, each with both sides")
    func bytesInside() {
        let (composed, decomposed) = ("caf\u{E9}", "cafe\u{301}")
        let changes = Queue.differences(
            desired: Queue(name: "a", pages: ["a", composed], labels: [composed: "v"]),
            observed: Queue(name: "a", pages: ["a", decomposed], labels: [decomposed: "v"]))
        #expect(changes.map(\.property) == ["pages", "labels." + decomposed, "labels." + composed])
        #expect(changes.dropFirst().map(\.to) == [.none, .text("v")])
        #expect(changes.dropFirst().map { $0.property.utf8.count } == [12 + 1, 12])
        let (set, same) = (Set<ExactText>(exactly: [composed, decomposed]), Property<[ExactText]>("texts", \.self))
        #expect(set.count == 2 && set.texts.map { $0.utf8.count } == [6, 5])
        #expect(same.changes([.init(composed)], [.init(decomposed)]).count == 1)
        #expect(Value.list([.text(composed)]) != Value.list([.text(decomposed)]))
    }

    @Test("of a key that begins with a combining mark belongs to its property")
    func combiningKey() {
        #expect([Change("tags.\u{301}a", from: .none, to: .text(""))].touch(named("tags")))
    }

    @Test("from nothing has every property that has a value")
    func fromNothing() {
        let changes = Queue.differences(desired: Queue(name: "a", code: "x", labels: ["k": "v"]), observed: nil)
        #expect(changes.map(\.property) == ["size", "key", "code", "labels.k"])
        #expect(changes.allSatisfy { $0.from == .none })
    }

    @Test("leaves out what the description does not mention")
    func undescribed() {
        let changes = Queue.differences(desired: Queue(name: "a"), observed: Queue(name: "a", code: "x"))
        #expect(changes == [])
    }

    @Test("has one change for each key, and hides the value of a key that is not described")
    func keys() {
        let changes = Queue.differences(
            desired: Queue(name: "a", labels: ["kept": "new", "more": "1"]),
            observed: Queue(name: "a", labels: ["kept": "old", "stray": "secret"]))
        #expect(
            changes == [
                Change("labels.kept", from: .text("old"), to: .text("new")),
                Change("labels.more", from: .none, to: .text("1")),
                Change("labels.stray", from: .hidden, to: .none),
            ])
    }

    /// A value with labels, and a record of them under a key of its own.
    struct Labelled: Sendable {
        var labels: [String: String]
        static let property = Property<Labelled>("labels", each: \.labels, derivedKey: "record")
    }

    @Test("leaves out what follows from the other keys, unless it alone differs; no fact is left out")
    func derivedKey() {
        func changes(_ desired: [String: String]?, _ observed: [String: String]?) -> [String] {
            Labelled.property.changes(desired.map(Labelled.init), observed.map(Labelled.init)).map(\.property)
        }
        #expect(changes(["a": "1", "record": "a"], ["a": "2", "record": "b"]) == ["labels.a"])
        #expect(changes(["a": "1", "record": "a"], nil) == ["labels.a"])
        #expect(changes(["a": "1", "record": "a"], ["a": "1", "record": "b"]) == ["labels.record"])
        #expect(changes(["a": "1", "record": "a"], ["a": "1"]) == ["labels.record"])
        #expect(changes(["a": "1", "record": "a"], ["a": "1", "record": "a"]) == [])
        let facts = Labelled.property.facts(Labelled(labels: ["a": "1", "record": "a"])).map(\.name)
        #expect(facts == ["labels.a", "labels.record"])
    }

    @Test("shows what can never be changed, with what to do instead")
    func immutable() {
        let found = Queue(name: "a", key: "new").immutableDifferences(from: Queue(name: "a", key: "old"))
        #expect(found.map(\.change) == [Change("key", from: .text("old"), to: .text("new"))])
        #expect(found.map(\.advice) == ["Give it another name."])
    }

    @Test("can be searched by a property or by the whole of which it is a part")
    func touch() {
        let changes = [Change("labels.a", from: .none, to: .none), Change("labelsize", from: .none, to: .none)]
        #expect(changes.touch(named("labels")))
        #expect(changes.touch(named("labels.a")))
        #expect(!changes.touch(named("label"), named("size")))
        #expect(changes.of(named("labels")).map(\.property) == ["labels.a"])
        #expect(changes.of(named("label")).isEmpty)
    }

    @Test("of sets ignores order: they are sorted")
    func sets() {
        #expect(Set(["b", "a"]).planValue == .list([.text("a"), .text("b")]))
    }

    /// A property of this name, with any value.
    private func named(_ name: String) -> Property<String> { Property(name, \.self) }
}
