import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A table")
struct TableTests {
    let table = Table(
        "visits", partitionKey: .string("id"), deletionProtection: true, pointInTimeRecovery: true,
        tags: ["team": "web"])

    /// AWS's responses for a table without differences from `table`, except for what a test replaces.
    static func script(
        status: String = "ACTIVE", key: String? = nil, billing: String? = "PAY_PER_REQUEST", maximum: String? = nil,
        further: String = "", timeToLive: String = #""TimeToLiveStatus": "DISABLED""#, protection: Bool = true,
        recovery: String = "ENABLED", tags: [String: String] = marked(["team": "web"])
    ) -> [String: [ScriptedAWS.Answer]] {
        let key =
            key ?? """
                "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}]
                """
        let summary = billing.map { "\"BillingModeSummary\": {\"BillingMode\": \"\($0)\"}," } ?? ""
        let onDemand = maximum.map { "\"OnDemandThroughput\": {\($0)}," } ?? ""
        let list = tags.map { "{\"Key\": \"\($0.key)\", \"Value\": \"\($0.value)\"}" }.joined(separator: ",")
        return [
            "DescribeTable": [
                .json(
                    """
                    {"Table": {"TableStatus": "\(status)", \(summary) \(onDemand) \(further) \(key),
                     "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
                     "DeletionProtectionEnabled": \(protection), "ItemCount": 3}}
                    """)
            ],
            "DescribeContinuousBackups": [
                .json(
                    """
                    {"ContinuousBackupsDescription": {"ContinuousBackupsStatus": "ENABLED",
                     "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "\(recovery)"}}}
                    """)
            ],
            "ListTagsOfResource": [.json("{\"Tags\": [\(list)]}")],
            "DescribeTimeToLive": [.json("{\"TimeToLiveDescription\": {\(timeToLive)}}")],
            "GetResourcePolicy": [.error("PolicyNotFoundException")],
            "UpdateTable": [.empty], "UpdateContinuousBackups": [.empty], "UpdateTimeToLive": [.empty],
            "TagResource": [.empty],
            "UntagResource": [.empty], "DeleteTable": [.empty], "CreateTable": [.empty],
        ]
    }

    @Test("without differences has no changes, is ours, and is observed with five reads")
    func asDescribed() async throws {
        let aws = ScriptedAWS(Self.script())
        let context = try AWS.answered(by: aws)
        let described = try await table.prepared(in: context)
        let found = try #require(try await described.observe(in: context))
        #expect(described.changes(from: found.value) == [])
        #expect(found.ownership == .ours)
        #expect(found.readiness == .ready)
        #expect(found.outputs == [Output("table", "visits")])
        #expect(
            Set(aws.operations) == [
                "DescribeTable", "DescribeContinuousBackups", "DescribeTimeToLive", "ListTagsOfResource",
                "GetResourcePolicy",
            ])
        #expect(found.notices == [])
        #expect(
            aws.request("ListTagsOfResource")?.body["ResourceArn"]
                == "arn:aws:dynamodb:eu-west-1:123456789012:table/visits")
    }

    @Test("is observed in the same way before it is prepared")
    func unprepared() async throws {
        let context = try AWS.answered(by: ScriptedAWS(Self.script()))
        let found = try #require(try await table.observe(in: context))
        #expect(found.value.key == table.key)
        #expect(found.ownership == .ours)
    }

    @Test("is observed in one wave: no request waits for another's response", .timeLimit(.minutes(1)))
    func oneWave() async throws {
        let context = try AWS.answered(by: ScriptedAWS(Self.script(), together: 5))
        #expect(try await table.observe(in: context) != nil)
    }

    @Test("that does not exist is nil, whatever the other responses say")
    func absent() async throws {
        let aws = ScriptedAWS([
            "DescribeTable": [.error("ResourceNotFoundException")],
            "DescribeContinuousBackups": [.error("TableNotFoundException")],
            "DescribeTimeToLive": [.error("ResourceNotFoundException")],
            "ListTagsOfResource": [.error("AccessDeniedException")],
            "GetResourcePolicy": [.error("AccessDeniedException")],
        ])
        #expect(try await table.observe(in: try AWS.answered(by: aws)) == nil)
    }

    @Test("that exists but whose tags may not be read is an error, and not a table without tags")
    func tagsDenied() async throws {
        let aws = ScriptedAWS(Self.script().merging(["ListTagsOfResource": [.error("AccessDeniedException")]]) { $1 })
        let error = await #expect(throws: ServiceError.self) { try await table.observe(in: try AWS.answered(by: aws)) }
        #expect(error?.isAccessDenied == true && error?.operation == "ListTagsOfResource")
    }

    @Test("gets its deletion protection before its recovery, one write in each round")
    func protectionFirst() async throws {
        let aws = ScriptedAWS(Self.script(protection: false, recovery: "DISABLED"))
        let changes = try await table.round(in: try AWS.answered(by: aws))
        #expect(Set(changes.map(\.property)) == ["deletionProtection", "pointInTimeRecovery"])
        #expect(aws.request("UpdateTable")?.body["DeletionProtectionEnabled"] == "true")
        #expect(!aws.operations.contains("UpdateContinuousBackups"))
    }

    @Test("that may not be read is an error, and not absent")
    func denied() async throws {
        let aws = ScriptedAWS(Self.script().merging(["DescribeTable": [.error("AccessDeniedException")]]) { $1 })
        await #expect(throws: (any Error).self) { try await table.observe(in: try AWS.answered(by: aws)) }
    }

    @Test("is created with its key, billing, protection and tags")
    func create() async throws {
        let aws = ScriptedAWS(["CreateTable": [.empty]])
        let context = try AWS.answered(by: aws)
        var described = table
        described.key = TableKey(partition: .string("id"), sort: .number("at"))
        try await described.prepared(in: context).create(in: context)
        let body = try #require(aws.request("CreateTable")).body
        #expect(body["TableName"] == "visits")
        #expect(body["BillingMode"] == "PAY_PER_REQUEST")
        #expect(body["ProvisionedThroughput"] == nil)
        #expect(body["DeletionProtectionEnabled"] == "true")
        #expect(
            body["KeySchema"]
                == #"[{"AttributeName":"id","KeyType":"HASH"},{"AttributeName":"at","KeyType":"RANGE"}]"#)
        #expect(
            body["AttributeDefinitions"]
                == #"[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"at","AttributeType":"N"}]"#)
        #expect(body["Tags"]?.contains(#"{"Key":"deployer:stage","Value":"test"}"#) == true)
    }

    @Test("whose name is taken is read again")
    func nameTaken() async throws {
        let aws = ScriptedAWS(["CreateTable": [.error("ResourceInUseException", "Table already exists - visits")]])
        let context = try AWS.answered(by: aws)
        await #expect(throws: NotYet("already exists; looking again")) { try await table.create(in: context) }
    }

    @Test("in provisioned mode is recognised by its missing billing summary, and switched")
    func provisioned() async throws {
        let aws = ScriptedAWS(Self.script(billing: nil))
        let changes = try await table.round(in: try AWS.answered(by: aws))
        #expect(
            changes == [
                Change(
                    "billing", from: .text("provisioned, 5 read and 6 write units"), to: .text("on demand"))
            ])
        #expect(aws.request("UpdateTable")?.body == ["TableName": "visits", "BillingMode": "PAY_PER_REQUEST"])
    }

    @Test("described as provisioned gets its units")
    func toProvisioned() async throws {
        let aws = ScriptedAWS(Self.script())
        var described = table
        described.billing = .provisioned(readUnits: 2, writeUnits: 3)
        #expect(try await described.round(in: try AWS.answered(by: aws)).map(\.property) == ["billing"])
        #expect(
            aws.request("UpdateTable")?.body["ProvisionedThroughput"]
                == #"{"ReadCapacityUnits":2,"WriteCapacityUnits":3}"#)
    }

    /// The maximum in AWS, the described one, and the sent one; -1 removes a maximum.
    @Test(
        "gets the described maximum of writes, whatever was set by hand, and keeps its maximum of reads",
        arguments: [
            (nil, 100, 100), (#""MaxWriteRequestUnits": 5"#, 100, 100), (#""MaxWriteRequestUnits": 5"#, nil, -1),
            (#""MaxWriteRequestUnits": -1, "MaxReadRequestUnits": 7"#, 100, 100),
            (#""MaxWriteRequestUnits": 0"#, nil, -1),
        ] as [(String?, Int?, Int)])
    func maximum(_ seen: String?, _ described: Int?, _ sent: Int) async throws {
        let aws = ScriptedAWS(Self.script(maximum: seen))
        var table = table
        table.maxWriteUnits = described
        #expect(try await table.round(in: try AWS.answered(by: aws)).map(\.property) == ["maxWriteUnits"])
        #expect(aws.request("UpdateTable")?.body["OnDemandThroughput"] == #"{"MaxWriteRequestUnits":\#(sent)}"#)
        #expect(aws.request("UpdateTable")?.body.count == 2)
    }

    @Test(
        "without a maximum has no differences, however AWS expresses that, or while it is provisioned",
        arguments: [
            nil, "", #""MaxReadRequestUnits": 7"#, #""MaxWriteRequestUnits": -1, "MaxReadRequestUnits": -1"#,
            #""MaxWriteRequestUnits": null"#,
        ])
    func noMaximum(_ seen: String?) async throws {
        let aws = ScriptedAWS(Self.script(maximum: seen))
        #expect(try await table.round(in: try AWS.answered(by: aws)) == [])
        let provisioned = ScriptedAWS(Self.script(billing: nil, maximum: #""MaxWriteRequestUnits": 5"#))
        #expect(try await table.round(in: try AWS.answered(by: provisioned)).map(\.property) == ["billing"])
    }

    @Test("is created with its maximum, or without the member if it has none")
    func createWithMaximum() async throws {
        for (units, sent) in [(100, #"{"MaxWriteRequestUnits":100}"#), (nil, nil)] as [(Int?, String?)] {
            let aws = ScriptedAWS(["CreateTable": [.empty]])
            let context = try AWS.answered(by: aws)
            var described = table
            described.maxWriteUnits = units
            try await described.prepared(in: context).create(in: context)
            #expect(aws.request("CreateTable")?.body["OnDemandThroughput"] == sent)
        }
    }

    @Test("is refused with a maximum that DynamoDB would refuse, before any request")
    func impossibleMaximum() async throws {
        let aws = ScriptedAWS([:])
        let context = try AWS.answered(by: aws)
        for (units, billing) in [
            (0, TableBilling.onDemand), (-1, .onDemand), (5, .provisioned(readUnits: 1, writeUnits: 1)),
        ] {
            var described = table
            (described.maxWriteUnits, described.billing) = (units, billing)
            #expect(described.errors(in: context).map(\.property) == ["maxWriteUnits"])
        }
        #expect(aws.operations == [])
    }

    @Test("warns that a removed maximum no longer limits the cost")
    func maximumTakenAway() {
        func remarks(_ from: Value, _ to: Value) -> [String] {
            table.remarks(on: [Change("maxWriteUnits", from: from, to: to)])
        }
        #expect(remarks(.number(5), .none) == ["no longer bounded in what its writes cost"])
        #expect(remarks(.none, .number(5)) == [] && remarks(.number(5), .number(6)) == [])
    }

    @Test("gets its protection back if it was removed by hand")
    func protectionDrift() async throws {
        let aws = ScriptedAWS(Self.script(protection: false))
        let changes = try await table.round(in: try AWS.answered(by: aws))
        #expect(changes == [Change("deletionProtection", from: .flag(false), to: .flag(true))])
        #expect(aws.request("UpdateTable")?.body == ["TableName": "visits", "DeletionProtectionEnabled": "true"])
    }

    @Test("gets its recovery back if it was switched off by hand")
    func recoveryDrift() async throws {
        let aws = ScriptedAWS(Self.script(recovery: "DISABLED"))
        let changes = try await table.round(in: try AWS.answered(by: aws))
        #expect(changes == [Change("pointInTimeRecovery", from: .flag(false), to: .flag(true))])
        #expect(
            aws.request("UpdateContinuousBackups")?.body["PointInTimeRecoverySpecification"]
                == #"{"PointInTimeRecoveryEnabled":true}"#)
    }

    @Test("gets its tags back if they were changed by hand, loses its former ones, and keeps those of others")
    func tagDrift() async throws {
        let others = ["team": "other", "theirs": "1", "aws:cloudformation:stack": "s"]
        let tags = marked(["team": "web", "extra": "1"]).merging(others) { $1 }
        let aws = ScriptedAWS(Self.script(tags: tags))
        let changes = try await table.round(in: try AWS.answered(by: aws))
        #expect(
            changes == [
                Change("tags.extra", from: .text("1"), to: .none),
                Change("tags.team", from: .text("other"), to: .text("web")),
            ])
        // The record of the described tags is written with them, and not shown beside them.
        let record = TagRecord(of: ["team"]).text
        #expect(
            aws.request("TagResource")?.body["Tags"]
                == #"[{"Key":"deployer:tags","Value":"\#(record)"},{"Key":"team","Value":"web"}]"#)
        #expect(aws.request("UntagResource")?.body["TagKeys"] == #"["extra"]"#)
    }

    @Test(
        "gets its record of tags back if it was damaged by hand; a plan shows that if nothing else differs",
        arguments: [nil, "", "abc", "AAAAABBBBB"])
    func recordDrift(record: String?) async throws {
        var tags = marked(["team": "web"])
        tags["deployer:tags"] = record
        let aws = ScriptedAWS(Self.script(tags: tags))
        let changes = try await table.round(in: try AWS.answered(by: aws))
        let right = TagRecord(of: ["team"]).text
        #expect(changes == [Change("tags.deployer:tags", from: record.planValue, to: .text(right))])
        #expect(aws.request("TagResource")?.body["Tags"] == #"[{"Key":"deployer:tags","Value":"\#(right)"}]"#)
        #expect(aws.request("UntagResource") == nil)
    }

    @Test("without described tags loses its own tags and their record in one request")
    func lastTag() async throws {
        let tags = marked(["team": "web"]).merging(["theirs": "1"]) { $1 }
        let aws = ScriptedAWS(Self.script(tags: tags))
        var described = table
        described.tags = [:]
        let changes = try await described.round(in: try AWS.answered(by: aws))
        #expect(changes == [Change("tags.team", from: .text("web"), to: .none)])
        #expect(aws.request("UntagResource")?.body["TagKeys"] == #"["deployer:tags","team"]"#)
        #expect(aws.request("TagResource") == nil)
    }

    @Test("is reported in AWS's words if its own tags do not fit beside those of others")
    func tooManyTags() async throws {
        let script = Self.script(tags: ownerTags).merging([
            "TagResource": [.error("ValidationException", "Too many tags: a table has at most 50")]
        ]) { $1 }
        let aws = ScriptedAWS(script)
        let error = await #expect(throws: ServiceError.self) { try await table.round(in: try AWS.answered(by: aws)) }
        #expect(error?.message.contains("at most 50") == true)
        #expect(aws.operations.filter { $0 == "TagResource" }.count == 1)
    }

    @Test("gets one kind of change at a time, its tags first")
    func oneKindAtATime() async throws {
        let aws = ScriptedAWS(Self.script(billing: nil, protection: false, recovery: "DISABLED", tags: [:]))
        let changes = try await table.round(in: try AWS.answered(by: aws))
        #expect(changes.count == 6)
        #expect(aws.operations.filter { !ScriptedAWS.isRead($0) } == ["TagResource"])
    }

    @Test("cannot get another key, and says what to do")
    func keyDrift() async throws {
        let key = """
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "N"}]
            """
        let context = try AWS.answered(by: ScriptedAWS(Self.script(key: key)))
        let found = try #require(try await table.observe(in: context))
        let changes = try await table.prepared(in: context).changes(from: found.value)
        #expect(changes == [Change("key", from: .text("id (number)"), to: .text("id (string)"))])
        #expect(Table.schema.first { $0.name == "key" }?.immutable?.contains("another name") == true)
    }

    @Test("has the key of its schema, whatever attributes its indexes have")
    func indexAttributes() async throws {
        let key = """
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "at", "AttributeType": "N"},
                                     {"AttributeName": "id", "AttributeType": "S"}]
            """
        let context = try AWS.answered(by: ScriptedAWS(Self.script(key: key)))
        #expect(try await table.observe(in: context)?.value.key == table.key)
    }

    @Test(
        "is waited for, or has failed, according to its status",
        arguments: [
            ("CREATING", Readiness.pending("CREATING")), ("UPDATING", .pending("UPDATING")),
            ("DELETING", .leaving("DELETING")), ("ARCHIVED", .failed("ARCHIVED")), ("NEW_WORD", .pending("NEW_WORD")),
            ("INACCESSIBLE_ENCRYPTION_CREDENTIALS", .failed("INACCESSIBLE_ENCRYPTION_CREDENTIALS")),
        ])
    func statuses(status: String, expected: Readiness) async throws {
        let context = try AWS.answered(by: ScriptedAWS(Self.script(status: status)))
        #expect(try await table.observe(in: context)?.readiness == expected)
    }

    @Test(
        "that is being created or deleted is observed without the denied tags",
        arguments: [("CREATING", Readiness.pending("CREATING")), ("DELETING", .leaving("DELETING"))])
    func tagsDenied(status: String, expected: Readiness) async throws {
        let denied = ["ListTagsOfResource": [ScriptedAWS.Answer.error("AccessDeniedException")]]
        let found = try await table.observe(
            in: try AWS.answered(by: ScriptedAWS(Self.script(status: status).merging(denied) { $1 })))
        #expect(found?.readiness == expected && found?.ownership == .foreign(tags: [:]))
        await #expect(throws: ServiceError.self) {
            try await table.observe(in: try AWS.answered(by: ScriptedAWS(Self.script().merging(denied) { $1 })))
        }
    }

    @Test("is waited for while its tags are not found")
    func tagsNotYet() async throws {
        let script = Self.script().merging(["ListTagsOfResource": [.error("ResourceNotFoundException")]]) { $1 }
        let found = try await table.observe(in: try AWS.answered(by: ScriptedAWS(script)))
        #expect(found?.readiness == .pending("its tags cannot be seen yet"))
    }

    @Test("without our tags is foreign, and all its tags are named, including AWS's own")
    func foreign() async throws {
        let tags = ["team": "other", "aws:cloudformation:stack-name": "s", "theirs": "1"]
        let context = try AWS.answered(by: ScriptedAWS(Self.script(tags: tags)))
        #expect(try await table.observe(in: context)?.ownership == .foreign(tags: tags))
    }

    @Test("has all pages of its tags read")
    func tagPages() async throws {
        let script = Self.script().merging([
            "ListTagsOfResource": [
                .json(#"{"Tags": [{"Key": "a", "Value": "1"}], "NextToken": "more"}"#),
                .json(#"{"Tags": [{"Key": "b", "Value": "2"}]}"#),
            ]
        ]) { $1 }
        let aws = ScriptedAWS(script)
        let found = try await table.observe(in: try AWS.answered(by: aws))
        #expect(found?.ownership == .foreign(tags: ["a": "1", "b": "2"]))
        #expect(aws.requests.filter { $0.operation == "ListTagsOfResource" }.last?.body["NextToken"] == "more")
    }

    @Test("that is protected cannot be deleted, and says what to do")
    func obstacle() async throws {
        let protected = try await table.observe(in: try AWS.answered(by: ScriptedAWS(Self.script())))
        #expect(protected?.deletionObstacle?.contains("take the protection off") == true)
        let open = try await table.observe(in: try AWS.answered(by: ScriptedAWS(Self.script(protection: false))))
        #expect(open?.deletionObstacle == nil)
        // No description can remove the protection of a table that is not described.
        let found = try await Table(undescribed: "Visits").observe(in: try AWS.answered(by: ScriptedAWS(Self.script())))
        #expect(found?.deletionObstacle?.contains("--table-name Visits --no-deletion-protection-enabled") == true)
    }

    @Test("that is already gone is no error on deletion, and a busy one is waited for")
    func delete() async throws {
        let gone = ScriptedAWS(["DeleteTable": [.error("ResourceNotFoundException")]])
        try await table.delete(table, in: try AWS.answered(by: gone))
        #expect(gone.request("DeleteTable")?.body == ["TableName": "visits"])
        let busy = ScriptedAWS(["DeleteTable": [.error("ResourceInUseException", "Table is being created: visits")]])
        await #expect(throws: NotYet("DynamoDB is busy with the table")) {
            try await table.delete(table, in: try AWS.answered(by: busy))
        }
    }

    @Test("whose backups are not ready is waited for")
    func backupsNotReady() async throws {
        let script = Self.script(recovery: "DISABLED").merging([
            "UpdateContinuousBackups": [.error("ContinuousBackupsUnavailableException")]
        ]) { $1 }
        let context = try AWS.answered(by: ScriptedAWS(script))
        await #expect(throws: NotYet("backups are not ready for this table yet")) { try await table.round(in: context) }
    }

    @Test("warns before a protection is removed")
    func remarks() {
        let off = Change("deletionProtection", from: .flag(true), to: .flag(false))
        #expect(table.remarks(on: [off]) == ["no longer protected against deletion"])
        #expect(table.remarks(on: [Change("deletionProtection", from: .none, to: .flag(false))]) == [])
    }

    @Test("warns before units are removed that AWS's auto scaling may have added")
    func loweredUnits() async throws {
        func remarks(_ reads: Int, _ writes: Int, to billing: TableBilling) -> [String] {
            let from = TableBilling.provisioned(readUnits: reads, writeUnits: writes)
            return table.remarks(on: [Change("billing", from: from.planValue, to: billing.planValue)])
        }
        let five = TableBilling.provisioned(readUnits: 5, writeUnits: 5)
        let why = ": AWS's auto scaling may have raised them"
        #expect(remarks(40, 5, to: five) == ["read units go from 40 down to 5\(why)"])
        #expect(remarks(1, 20, to: five) == ["write units go from 20 down to 5\(why)"])
        #expect(
            remarks(40, 20, to: five) == ["read units go from 40 down to 5 and write units go from 20 down to 5\(why)"])
        #expect(remarks(1, 2, to: five) == [] && remarks(40, 20, to: .onDemand) == [])
        #expect(table.remarks(on: [Change("billing", from: .text("on demand"), to: five.planValue)]) == [])
        #expect(table.remarks(on: [Change("billing", from: .none, to: five.planValue)]) == [])
    }

    @Test(
        "that DynamoDB would refuse is refused before any request",
        arguments: [
            (Table("ab", partitionKey: .string("id")), "name"),
            (Table("with space", partitionKey: .string("id")), "name"),
            (Table(String(repeating: "a", count: 256), partitionKey: .string("id")), "name"),
            (Table("visits", partitionKey: .string("")), "key"),
            (Table("visits", partitionKey: .string("id"), sortKey: .number("id")), "key"),
            (
                Table("visits", partitionKey: .string("id"), billing: .provisioned(readUnits: 0, writeUnits: 1)),
                "billing"
            ),
            (Table("visits", partitionKey: .string("id"), timeToLive: ""), "timeToLive"),
            (Table("visits", partitionKey: .string("id"), tags: ["aws:x": "1"]), "tags"),
            (Table("visits", partitionKey: .string("id"), tags: ["deployer:stack": "other"]), "tags"),
            (Table("visits", partitionKey: .string("id"), tags: ["a": "emoji \u{1F600}"]), "tags.a"),
        ])
    func invalid(table: Table, property: String) async throws {
        let aws = ScriptedAWS([:])
        let context = try AWS.answered(by: aws)
        let error = table.errors(in: context).first
        #expect(error?.property == property)
        #expect(error?.resource == table.id)
        #expect(aws.operations == [])
    }
}
