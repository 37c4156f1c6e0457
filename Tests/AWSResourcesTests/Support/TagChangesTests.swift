import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("The changes of tags")
struct TagChangesTests {
    @Test("remove what is not described, then write what differs, and nothing else")
    func order() async throws {
        let changes = TagChanges(from: ["a": "1", "b": "2", "Team": "x"], to: ["a": "1", "b": "3", "team": "x"])
        var calls: [String] = []
        try await changes.apply(
            removing: { calls.append("remove \($0)") },
            setting: { calls.append("set \($0.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })") })
        #expect(calls == [#"remove ["Team"]"#, #"set ["b=3", "team=x"]"#])
    }

    @Test("remove a key with the same letters in other bytes, and write the described one")
    func keyBytes() {
        let changes = TagChanges(from: ["\u{212B}": "1", "b": ""], to: ["\u{C5}": "1", "b": ""])
        #expect(changes.toRemove.map { Array($0.utf8) } == [Array("\u{212B}".utf8)])
        #expect(changes.toSet.keys.map { Array($0.utf8) } == [Array("\u{C5}".utf8)])
    }

    @Test("write a value with the same letters in other bytes")
    func bytes() {
        let changes = TagChanges(from: ["a": "cafe\u{301}", "b": "\u{E9}"], to: ["a": "caf\u{E9}", "b": "\u{E9}"])
        #expect(Array(changes.toSet.keys) == ["a"] && changes.toRemove.isEmpty)
    }

    @Test("send no request if the tags are the same")
    func none() async throws {
        var calls = 0
        try await TagChanges(from: ["a": "1"], to: ["a": "1"]).apply(
            removing: { _ in calls += 1 }, setting: { _ in calls += 1 })
        #expect(calls == 0)
    }

    @Test("distinguish keys with the same letters in other bytes, as AWS does")
    func keys() {
        let changes = TagChanges(from: ["cafe\u{301}": "1"], to: ["caf\u{E9}": "1"])
        #expect(changes.toRemove.map { Array($0.utf8) } == [Array("cafe\u{301}".utf8)])
        #expect(changes.toSet.keys.map { Array($0.utf8) } == [Array("caf\u{E9}".utf8)])
    }
}
