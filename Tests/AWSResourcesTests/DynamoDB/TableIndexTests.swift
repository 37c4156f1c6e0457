import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A table's index")
struct TableIndexTests {
    let index = TableIndex("byCustomer", partitionKey: .string("customer"), sortKey: .number("at"))

    private func table(_ indexes: TableIndex..., billing: TableBilling = .onDemand) -> Table {
        Table(
            "visits", partitionKey: .string("id"), indexes: indexes, billing: billing, deletionProtection: true,
            pointInTimeRecovery: true, tags: ["team": "web"])
    }

    /// AWS's answers for a table with these indexes and the attributes of their keys.
    private func script(
        _ indexes: String..., attributes: String = #"customer:S at:N"#, billing: String? = "PAY_PER_REQUEST"
    ) -> [String: [ScriptedAWS.Answer]] {
        let definitions = ("id:S " + attributes).split(separator: " ").map { $0.split(separator: ":") }
            .map { "{\"AttributeName\": \"\($0[0])\", \"AttributeType\": \"\($0[1])\"}" }
        return TableTests.script(
            key: """
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                "AttributeDefinitions": [\(definitions.joined(separator: ","))]
                """, billing: billing,
            further: "\"GlobalSecondaryIndexes\": [\(indexes.joined(separator: ","))],")
    }

    /// An index as AWS reports it.
    private func seen(
        _ name: String = "byCustomer", _ key: String = "customer:HASH at:RANGE",
        projection: String = #""ProjectionType": "ALL""#, status: String = #""IndexStatus": "ACTIVE""#,
        units: String = #""ProvisionedThroughput": {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0}"#
    ) -> String {
        let schema = key.split(separator: " ").map { $0.split(separator: ":") }
            .map { "{\"AttributeName\": \"\($0[0])\", \"KeyType\": \"\($0[1])\"}" }.joined(separator: ",")
        return """
            {"IndexName": "\(name)", "KeySchema": [\(schema)], "Projection": {\(projection)}, \(status), \(units),
             "IndexArn": "x", "ItemCount": 3, "WarmThroughput": {"Status": "ACTIVE"}}
            """
    }

    private func changes(_ table: Table, _ script: [String: [ScriptedAWS.Answer]]) async throws -> (
        [Change], [String: String]?
    ) {
        let aws = ScriptedAWS(script)
        let changes = try await table.round(in: try AWS.answered(by: aws))
        #expect(aws.operations.filter { !ScriptedAWS.isRead($0) }.count == (changes.isEmpty ? 0 : 1))
        return (changes, aws.request("UpdateTable")?.body)
    }

    @Test("that is as described is no change, whatever the order of its named attributes")
    func asDescribed() async throws {
        #expect(try await changes(table(index), script(seen())).0 == [])
        let named = TableIndex("byCustomer", partitionKey: .string("customer"), projects: .only("b", "a", "c"))
        let answer = script(
            seen(
                "byCustomer", "customer:HASH",
                projection: #""ProjectionType": "INCLUDE", "NonKeyAttributes": ["c","a","b"]"#))
        #expect(try await changes(table(named), answer).0 == [])
        let keys = TableIndex("byCustomer", partitionKey: .string("customer"), projects: .keysOnly)
        let projection = seen("byCustomer", "customer:HASH", projection: #""ProjectionType": "KEYS_ONLY""#)
        #expect(try await changes(table(keys), script(projection)).0 == [])
    }

    @Test("is created with the table, and each attribute is defined once")
    func createdWithTable() async throws {
        let aws = ScriptedAWS(["CreateTable": [.empty]])
        let context = try AWS.answered(by: aws)
        let other = TableIndex(
            "byState", partitionKey: .string("state"), sortKey: .string("id"), projects: .only("total"),
            maxWriteUnits: 9)
        try await table(index, other).prepared(in: context).create(in: context)
        let body = try #require(aws.request("CreateTable")).body
        #expect(
            body["AttributeDefinitions"] == """
                [{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"customer","AttributeType":"S"},\
                {"AttributeName":"at","AttributeType":"N"},{"AttributeName":"state","AttributeType":"S"}]
                """)
        #expect(
            body["GlobalSecondaryIndexes"] == """
                [{"IndexName":"byCustomer","KeySchema":[{"AttributeName":"customer","KeyType":"HASH"},\
                {"AttributeName":"at","KeyType":"RANGE"}],"Projection":{"ProjectionType":"ALL"}},\
                {"IndexName":"byState","KeySchema":[{"AttributeName":"state","KeyType":"HASH"},\
                {"AttributeName":"id","KeyType":"RANGE"}],"OnDemandThroughput":{"MaxWriteRequestUnits":9},\
                "Projection":{"NonKeyAttributes":["total"],"ProjectionType":"INCLUDE"}}]
                """)
        let none = ScriptedAWS(["CreateTable": [.empty]])
        try await table().create(in: try AWS.answered(by: none))
        #expect(none.request("CreateTable")?.body["GlobalSecondaryIndexes"] == nil)
    }

    @Test("that is missing is made, with the definitions of its own key alone")
    func made() async throws {
        let (changes, body) = try await changes(table(index), script(attributes: ""))
        #expect(
            changes == [
                Change(
                    "indexes.byCustomer", from: .none, to: .text("customer (string), at (number): all attributes"))
            ])
        #expect(table(index).remarks(on: changes) == ["index byCustomer takes minutes to hours to be filled"])
        #expect(
            body == [
                "TableName": "visits",
                "AttributeDefinitions": #"[{"AttributeName":"customer","AttributeType":"S"},"#
                    + #"{"AttributeName":"at","AttributeType":"N"}]"#,
                "GlobalSecondaryIndexUpdates": #"[{"Create":{"IndexName":"byCustomer","KeySchema":"#
                    + #"[{"AttributeName":"customer","KeyType":"HASH"},{"AttributeName":"at","KeyType":"RANGE"}],"#
                    + #""Projection":{"ProjectionType":"ALL"}}}]"#,
            ])
    }

    @Test("that is not described is a difference, and is deleted")
    func deleted() async throws {
        let (changes, body) = try await changes(table(), script(seen()))
        #expect(changes.map(\.property) == ["indexes.byCustomer"] && changes.first?.to == Value.none)
        #expect(
            body == [
                "TableName": "visits",
                "GlobalSecondaryIndexUpdates": #"[{"Delete":{"IndexName":"byCustomer"}}]"#,
            ])
        #expect(
            table().remarks(on: changes) == [
                "index byCustomer is deleted (its queries fail from then on)"
            ])
    }

    @Test(
        "with another key or projection is deleted first, and made again in a later round; the plan says what that means",
        arguments: [
            #""ProjectionType": "KEYS_ONLY""#, #""ProjectionType": "INCLUDE", "NonKeyAttributes": ["a"]"#,
            #""ProjectionType": "NEW_ONE""#, "key",
        ])
    func replaced(_ projection: String) async throws {
        let found =
            projection == "key" ? seen("byCustomer", "customer:HASH") : seen(projection: projection)
        let (changes, body) = try await changes(table(index), script(found))
        #expect(changes.map(\.property) == ["indexes.byCustomer"])
        #expect(body?["GlobalSecondaryIndexUpdates"] == #"[{"Delete":{"IndexName":"byCustomer"}}]"#)
        #expect(
            table(index).remarks(on: changes).first?.contains("deleted and made again (its queries fail until") == true)
    }

    @Test("whose key has several attributes of one part is another than that with the first of them")
    func severalAttributes() async throws {
        let found = seen("byCustomer", "customer:HASH state:HASH at:RANGE")
        let (changes, _) = try await changes(table(index), script(found, attributes: "customer:S state:S at:N"))
        #expect(changes.first?.from == .text("customer (string) + state (string), at (number): all attributes"))
    }

    @Test("under another name is made before the old one is deleted")
    func renamed() async throws {
        let (_, body) = try await changes(table(index), script(seen("old")))
        #expect(body?["GlobalSecondaryIndexUpdates"]?.contains(#"{"Create":{"IndexName":"byCustomer""#) == true)
        let (_, after) = try await changes(table(index), script(seen("old"), seen()))
        #expect(after?["GlobalSecondaryIndexUpdates"] == #"[{"Delete":{"IndexName":"old"}}]"#)
    }

    @Test("is made only after the old ones are deleted where an attribute gets another type, or the table has 20")
    func noRoom() async throws {
        let (_, body) = try await changes(table(index), script(seen("old", "at:HASH"), attributes: "at:S"))
        #expect(body?["GlobalSecondaryIndexUpdates"] == #"[{"Delete":{"IndexName":"old"}}]"#)
        let full = (1...20).map { seen("old\($0)") }.joined(separator: ",")
        let (_, first) = try await changes(table(index), script(full))
        #expect(first?["GlobalSecondaryIndexUpdates"] == #"[{"Delete":{"IndexName":"old1"}}]"#)
        // Nothing can make room for it: DynamoDB says why.
        #expect(
            table(index).indexStep(from: Table("visits", partitionKey: .string("at"))) == .create(index))
    }

    @Test(
        "is waited for while it is made, filled, changed or deleted, though the table is ACTIVE",
        arguments: [
            (#""IndexStatus": "CREATING", "Backfilling": false"#, Readiness.pending("index byCustomer CREATING")),
            (#""IndexStatus": "CREATING", "Backfilling": true"#, .pending("index byCustomer BACKFILLING")),
            (#""IndexStatus": "UPDATING""#, .pending("index byCustomer UPDATING")),
            (#""IndexStatus": "DELETING""#, .pending("index byCustomer DELETING")),
            (#""IndexStatus": "ACTIVE""#, .ready),
        ])
    func statuses(_ status: String, _ expected: Readiness) async throws {
        let context = try AWS.answered(by: ScriptedAWS(script(seen("other"), seen(status: status))))
        let found = try await table(index).observe(in: context)
        #expect(found?.readiness == expected)
        // One that is being deleted is as good as gone: a plan shows it only if it is to be made again.
        let isGone = status.contains("DELETING")
        #expect(found?.value.indexes.map(\.name) == (isGone ? ["other"] : ["other", "byCustomer"]))
    }

    @Test("is looked at again if DynamoDB is busy, has it already, or has deleted it already")
    func busy() async throws {
        for (code, message) in [
            ("ResourceInUseException", "Attempt to change a resource which is still in use: Index is being created"),
            ("ValidationException", "Attempting to create an index which already exists"),
            ("ValidationException", "The table does not have the specified index: byCustomer"),
            (
                "LimitExceededException",
                "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"
            ),
        ] {
            let answers = script().merging(["UpdateTable": [.error(code, message)]]) { $1 }
            await #expect(throws: NotYet.self, "\(message)") {
                try await table(index).round(in: try AWS.answered(by: ScriptedAWS(answers)))
            }
        }
    }
}
