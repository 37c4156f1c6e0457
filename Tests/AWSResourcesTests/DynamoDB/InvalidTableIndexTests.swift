import Testing

@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A table's index that DynamoDB would refuse")
struct InvalidTableIndexTests {
    private static let good = TableIndex("good", partitionKey: .string("a"), sortKey: .number("at"))

    private static let refused: [(indexes: [TableIndex], billing: TableBilling, property: String)] = [
        ([.init("ab", partitionKey: .string("a"))], .onDemand, "indexes"),
        ([.init("with space", partitionKey: .string("a"))], .onDemand, "indexes"),
        ([good, good], .onDemand, "indexes"),
        ([.init("index", partitionKey: .string(""))], .onDemand, "indexes.index"),
        ([.init("index", partitionKey: .string("a"), sortKey: .number("a"))], .onDemand, "indexes.index"),
        ([.init("index", partitionKey: .number("id"))], .onDemand, "indexes.index"),
        ([good, .init("index", partitionKey: .string("at"))], .onDemand, "indexes.index"),
        ([.init("index", partitionKey: .string("a"), projects: .only())], .onDemand, "indexes.index"),
        ([.init("index", partitionKey: .string("a"), projects: .only("b", "b"))], .onDemand, "indexes.index"),
        ([.init("index", partitionKey: .string("a"), projects: .only("b", ""))], .onDemand, "indexes.index"),
        ([.init("index", partitionKey: .string("a"), readUnits: 1)], .onDemand, "indexes.index"),
        ([.init("index", partitionKey: .string("a"), maxWriteUnits: 0)], .onDemand, "indexes.index"),
        (
            [.init("index", partitionKey: .string("a"), writeUnits: 0)], .provisioned(readUnits: 1, writeUnits: 1),
            "indexes.index"
        ),
        (
            [.init("index", partitionKey: .string("a"), maxWriteUnits: 1)], .provisioned(readUnits: 1, writeUnits: 1),
            "indexes.index"
        ),
    ]

    private func errors(_ indexes: [TableIndex], _ billing: TableBilling = .onDemand) throws -> [String] {
        Table("visits", partitionKey: .string("id"), indexes: indexes, billing: billing)
            .errors(in: try .silent()).map(\.property)
    }

    @Test("is refused", arguments: refused.indices)
    func invalid(_ number: Int) throws {
        let (indexes, billing, property) = Self.refused[number]
        #expect(try errors(indexes, billing).first == property)
    }

    @Test("with too many named attributes, of its own or with those of the others, is refused")
    func tooManyAttributes() throws {
        func index(_ number: Int, _ count: Int) -> TableIndex {
            TableIndex(
                name: "index\(number)", partitionKeys: [.string("a")], sortKeys: [],
                projects: IndexProjection(type: "INCLUDE", attributes: (0..<count).map { "b\($0)" }))
        }
        #expect(try errors((1...5).map { index($0, 20) }) == [])
        #expect(try errors([index(1, 21)]) == ["indexes.index1"])
        #expect(try errors((1...5).map { index($0, 20) } + [index(6, 1)]) == ["indexes"])
    }

    @Test("is none of these if it has all that is allowed")
    func valid() throws {
        #expect(
            try errors((1...21).map { .init("index\($0)", partitionKey: .string("id"), sortKey: .number("at")) }) == [])
        #expect(
            try errors(
                [.init("a.b-c_D", partitionKey: .binary("b"), projects: .only("c"), readUnits: 1, writeUnits: 2)],
                .provisioned(readUnits: 1, writeUnits: 1)) == [])
        #expect(try errors([.init("index", partitionKey: .string("a"), maxWriteUnits: 1)]) == [])
    }
}
