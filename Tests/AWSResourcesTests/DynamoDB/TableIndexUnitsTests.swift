import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("The units of a table's index")
struct TableIndexUnitsTests {
    private let one = TableBilling.provisioned(readUnits: 5, writeUnits: 6)

    private func table(_ index: TableIndex?, _ billing: TableBilling) -> Table {
        Table(
            "visits", partitionKey: .string("id"), indexes: [index].compactMap { $0 }, billing: billing,
            deletionProtection: true, pointInTimeRecovery: true, tags: ["team": "web"])
    }

    private func index(reads: Int? = nil, writes: Int? = nil, most: Int? = nil) -> TableIndex {
        TableIndex("byState", partitionKey: .string("state"), readUnits: reads, writeUnits: writes, maxWriteUnits: most)
    }

    private func round(_ table: Table, billing: String?, _ units: String) async throws -> (
        [Change], ScriptedAWS
    ) {
        let key = """
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "AttributeDefinitions":
            [{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "state", "AttributeType": "S"}]
            """
        let aws = ScriptedAWS(
            TableTests.script(
                key: key, billing: billing,
                further: """
                    "GlobalSecondaryIndexes": [{"IndexName": "byState", "IndexStatus": "ACTIVE", \(units),
                     "KeySchema": [{"AttributeName": "state", "KeyType": "HASH"}],
                     "Projection": {"ProjectionType": "ALL"}}],
                    """))
        return (try await table.round(in: try AWS.answered(by: aws)), aws)
    }

    private func provisioned(_ reads: Int, _ writes: Int) -> String {
        #""ProvisionedThroughput": {"ReadCapacityUnits": \#(reads), "WriteCapacityUnits": \#(writes)}"#
    }

    @Test("are the table's own unless it says others, and are put back")
    func ofProvisioned() async throws {
        #expect(try await round(table(index(), one), billing: nil, provisioned(5, 6)).0 == [])
        let (changes, aws) = try await round(table(index(writes: 9), one), billing: nil, provisioned(40, 6))
        #expect(
            changes == [
                Change(
                    "indexUnits.byState", from: .text("40 read and 6 write units"),
                    to: .text("5 read and 9 write units"))
            ])
        #expect(
            aws.request("UpdateTable")?.body == [
                "TableName": "visits",
                "GlobalSecondaryIndexUpdates": #"[{"Update":{"IndexName":"byState","ProvisionedThroughput":"#
                    + #"{"ReadCapacityUnits":5,"WriteCapacityUnits":9}}}]"#,
            ])
        #expect(
            table(index(), one).remarks(on: changes) == [
                "index byState: read units go from 40 down to 5: AWS's auto scaling may have raised them"
            ])
    }

    @Test("are set with those of the table where its billing changes to provisioned, also of one that is to be deleted")
    func toProvisioned() async throws {
        for (described, writes) in [(index(writes: 9), 9), (nil, 6)] as [(TableIndex?, Int)] {
            let (changes, aws) = try await round(
                table(described, one), billing: "PAY_PER_REQUEST", provisioned(0, 0))
            #expect(changes.contains { $0.property == "billing" })
            let body = aws.request("UpdateTable")?.body
            #expect(body?["BillingMode"] == "PROVISIONED")
            #expect(
                body?["GlobalSecondaryIndexUpdates"] == #"[{"Update":{"IndexName":"byState","ProvisionedThroughput":"#
                    + #"{"ReadCapacityUnits":5,"WriteCapacityUnits":\#(writes)}}}]"#)
        }
    }

    @Test("say nothing where the billing changes to on demand, or only the table's units change")
    func otherBilling() async throws {
        let (_, onDemand) = try await round(table(index(), .onDemand), billing: nil, provisioned(5, 6))
        #expect(onDemand.request("UpdateTable")?.body == ["TableName": "visits", "BillingMode": "PAY_PER_REQUEST"])
        let more = TableBilling.provisioned(readUnits: 7, writeUnits: 8)
        let (_, units) = try await round(table(index(), more), billing: nil, provisioned(5, 6))
        #expect(units.request("UpdateTable")?.body["ProvisionedThroughput"] != nil)
        #expect(units.request("UpdateTable")?.body["GlobalSecondaryIndexUpdates"] == nil)
    }

    @Test(
        "have the described maximum while the table is on demand, whatever was set by hand",
        arguments: [(nil, 100, 100), (5, 100, 100), (5, nil, -1), (-1, 100, 100)] as [(Int?, Int?, Int)])
    func maximum(_ seen: Int?, _ described: Int?, _ sent: Int) async throws {
        let units = seen.map { #""OnDemandThroughput": {"MaxWriteRequestUnits": \#($0)}"# } ?? provisioned(0, 0)
        let table = table(index(most: described), .onDemand)
        let (changes, aws) = try await round(table, billing: "PAY_PER_REQUEST", units)
        #expect(changes.map(\.property) == ["indexUnits.byState"])
        #expect(
            aws.request("UpdateTable")?.body["GlobalSecondaryIndexUpdates"]
                == #"[{"Update":{"IndexName":"byState","OnDemandThroughput":{"MaxWriteRequestUnits":\#(sent)}}}]"#)
        let remark = "index byState is no longer bounded in what its writes cost"
        #expect(table.remarks(on: changes) == (described == nil ? [remark] : []))
        let none = try await round(self.table(index(), .onDemand), billing: "PAY_PER_REQUEST", provisioned(0, 0))
        #expect(none.0 == [])
    }
}
