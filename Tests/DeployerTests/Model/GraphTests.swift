import Testing

@testable import Deployer

@Suite("A graph of resources")
struct GraphTests {
    private func id(_ name: String) -> ResourceID { ResourceID(kind: "queue", name: name) }

    @Test("puts direct and indirect dependencies first")
    func needs() throws {
        let graph = try Graph([(id("c"), [id("b")]), (id("b"), [id("a")]), (id("a"), [])])
        let order = graph.order(of: [id("a"), id("b"), id("c")], removing: false)
        #expect(order[id("a")] == [])
        #expect(order[id("c")] == [id("a"), id("b")])
    }

    @Test("keeps the order across a resource that has nothing to do")
    func across() throws {
        let graph = try Graph([(id("c"), [id("b")]), (id("b"), [id("a")]), (id("a"), [])])
        #expect(graph.order(of: [id("a"), id("c")], removing: false)[id("c")] == [id("a")])
    }

    @Test("reverses the order for a removal")
    func removal() throws {
        let graph = try Graph([(id("a"), []), (id("b"), [id("a")])])
        let order = graph.order(of: [id("a"), id("b")], removing: true)
        #expect(order[id("b")] == [])
        #expect(order[id("a")] == [id("b")])
    }

    @Test("refuses two resources of the same kind and name")
    func duplicate() {
        #expect(throws: GraphError.duplicate(id("a"))) { try Graph([(id("a"), []), (id("a"), [])]) }
    }

    @Test("refuses a dependency that is not in the list")
    func unknown() {
        #expect(throws: GraphError.unknown(id("x"), usedBy: id("a"))) { try Graph([(id("a"), [id("x")])]) }
    }

    @Test("refuses a cycle, and names the resources in it")
    func circle() {
        #expect(throws: GraphError.circle([id("a"), id("b")])) {
            try Graph([(id("a"), [id("b")]), (id("b"), [id("a")])])
        }
        #expect(throws: GraphError.circle([id("a")])) { try Graph([(id("a"), [id("a")])]) }
    }
}
