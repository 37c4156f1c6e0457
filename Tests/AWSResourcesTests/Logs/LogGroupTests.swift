import AWSClient
import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A log group")
struct LogGroupTests {
    let logs = LogGroup(for: "visitor-counter", retention: .days(14))

    /// AWS's responses for a log group without differences from `logs`, except for what a test replaces.
    static func script(
        members: String = #""retentionInDays": 14"#, tags: [String: String] = ownerTags
    ) -> [String: [ScriptedAWS.Answer]] {
        let list = tags.map { "\"\($0.key)\": \"\($0.value)\"" }.joined(separator: ",")
        return [
            "DescribeLogGroups": [
                .json(
                    """
                    {"logGroups": [{"logGroupName": "/aws/lambda/visitor-counter", "storedBytes": 0, \(members)}]}
                    """)
            ],
            "ListTagsForResource": [.json("{\"tags\": {\(list)}}")],
            "PutRetentionPolicy": [.empty], "DeleteRetentionPolicy": [.empty], "TagResource": [.empty],
            "UntagResource": [.empty], "CreateLogGroup": [.empty], "DeleteLogGroup": [.empty],
        ]
    }

    @Test(
        "without differences has no changes, is ours, and is observed with two reads in one wave",
        .timeLimit(.minutes(1)))
    func asDescribed() async throws {
        let aws = ScriptedAWS(Self.script(), together: 2)
        let context = try AWS.answered(by: aws)
        let described = try await logs.prepared(in: context)
        let found = try #require(try await described.observe(in: context))
        #expect(described.changes(from: found.value) == [])
        #expect(found.ownership == .ours)
        #expect(found.outputs == [Output("logGroup", "/aws/lambda/visitor-counter")])
        #expect(Set(aws.operations) == ["DescribeLogGroups", "ListTagsForResource"])
        // Without `:*`: otherwise the tag operations refuse the ARN.
        #expect(
            aws.request("ListTagsForResource")?.body["resourceArn"]
                == "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/visitor-counter")
    }

    @Test("is found by its exact name among those with a longer one, on any page")
    func prefixTrap() async throws {
        let script = Self.script().merging([
            "DescribeLogGroups": [
                .json(#"{"logGroups": [{"logGroupName": "/aws/lambda/visitor-counter-dev"}], "nextToken": "more"}"#),
                .json(#"{"logGroups": [], "nextToken": "evenMore"}"#),
                .json(#"{"logGroups": [{"logGroupName": "/aws/lambda/visitor-counter", "retentionInDays": 3}]}"#),
            ]
        ]) { $1 }
        let aws = ScriptedAWS(script)
        #expect(try await logs.observe(in: try AWS.answered(by: aws))?.value.retention == .days(3))
        let tokens = aws.requests.filter { $0.operation == "DescribeLogGroups" }.map { $0.body["nextToken"] }
        #expect(tokens == [nil, "more", "evenMore"])
    }

    @Test("does not exist if only a longer name does")
    func onlyLongerName() async throws {
        let script = Self.script().merging([
            "DescribeLogGroups": [.json(#"{"logGroups": [{"logGroupName": "/aws/lambda/visitor-counter-dev"}]}"#)]
        ]) { $1 }
        #expect(try await logs.observe(in: try AWS.answered(by: ScriptedAWS(script))) == nil)
    }

    @Test(
        "without tags that was created moments ago has no known owner yet, since its tags may not be visible",
        arguments: [
            (0.0, [:], true), (9, [:], true), (11, [:], false), (-60, [:], false), (-1e300, [:], false),
            (1e300, [:], false), (0, ["a": "b"], false),
        ])
    func young(_ ageInSeconds: Double, _ tags: [String: String], _ isPending: Bool) throws {
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        let created = (now.timeIntervalSince1970 - ageInSeconds) * 1000
        let description = try JSONDecoder().decode(
            LogsClient.LogGroupDescription.self, from: Data(#"{"creationTime": \#(created)}"#.utf8))
        #expect((LogGroup.readiness(of: description, tags, at: now) != .ready) == isPending)
    }

    @Test("is created with its tags and its retention")
    func create() async throws {
        let aws = ScriptedAWS(Self.script())
        let context = try AWS.answered(by: aws)
        try await logs.prepared(in: context).create(in: context)
        #expect(aws.operations == ["CreateLogGroup", "PutRetentionPolicy"])
        #expect(
            aws.request("CreateLogGroup")?.body["tags"]
                == #"{"deployer:stack":"visitor-counter","deployer:stage":"test"}"#)
        #expect(aws.request("PutRetentionPolicy")?.body["retentionInDays"] == "14")
    }

    @Test("that is kept for ever is created without a retention")
    func createForEver() async throws {
        let aws = ScriptedAWS(Self.script())
        try await LogGroup("lines").create(in: try AWS.answered(by: aws))
        #expect(aws.operations == ["CreateLogGroup"])
        #expect(LogGroup("lines").retention == .never)
    }

    @Test("gets its retention back if it was changed by hand")
    func retentionDrift() async throws {
        let aws = ScriptedAWS(Self.script(members: #""retentionInDays": 30"#))
        let changes = try await logs.round(in: try AWS.answered(by: aws))
        #expect(changes == [Change("retention", from: .number(30), to: .number(14), unit: "days")])
        #expect(aws.request("PutRetentionPolicy")?.body["retentionInDays"] == "14")
    }

    @Test("gets its retention back if it was removed by hand")
    func retentionRemoved() async throws {
        let aws = ScriptedAWS(Self.script(members: #""arn": "a""#))
        let changes = try await logs.round(in: try AWS.answered(by: aws))
        #expect(changes == [Change("retention", from: .text("never"), to: .number(14), unit: "days")])
        #expect(aws.request("PutRetentionPolicy") != nil)
    }

    @Test("to be kept for ever loses its retention")
    func toForEver() async throws {
        let aws = ScriptedAWS(Self.script())
        let changes = try await LogGroup(for: "visitor-counter").round(in: try AWS.answered(by: aws))
        #expect(changes.map(\.to) == [.text("never")])
        #expect(aws.request("DeleteRetentionPolicy")?.body == ["logGroupName": "/aws/lambda/visitor-counter"])
    }

    @Test("under a retention policy of the account is not written again and again")
    func accountPolicy() async throws {
        let aws = ScriptedAWS(Self.script(members: #""retentionInDays": 90, "retentionPolicyName": "all""#))
        #expect(try await logs.round(in: try AWS.answered(by: aws)) == [])
        #expect(!aws.operations.contains("PutRetentionPolicy"))
    }

    @Test(
        "reports settings that a description cannot express",
        arguments: [
            (
                #""retentionInDays": 90, "retentionPolicyName": "all""#,
                "the account's retention policy all is in force: it keeps events 90 days, and what is described does not "
                    + "count"
            ),
            (
                #""retentionPolicyName": "all""#,
                "the account's retention policy all is in force: it keeps events for ever, and what is described does not "
                    + "count"
            ),
            (#""kmsKeyId": "arn:key""#, "not described: a key for its events, which must stay usable: arn:key"),
            (#""logGroupClass": "INFREQUENT_ACCESS""#, "not described: its class: INFREQUENT_ACCESS"),
            (#""deletionProtectionEnabled": true"#, "not described: protected against deletion"),
            (
                #""dataProtectionStatus": "ACTIVATED""#,
                "not described: a policy that hides data in its events: ACTIVATED"
            ),
            (
                #""inheritedProperties": ["ACCOUNT_DATA_PROTECTION"]"#,
                "not described: a policy of the account's: ACCOUNT_DATA_PROTECTION"
            ),
            (
                #""bearerTokenAuthenticationEnabled": true"#,
                "not described: whoever has a bearer token may write to it"
            ),
        ])
    func notices(_ members: String, _ reported: String) async throws {
        let context = try AWS.answered(by: ScriptedAWS(Self.script(members: members)))
        #expect(try await logs.observe(in: context)?.notices == [reported])
    }

    @Test("with AWS's defaults has no notices")
    func noNotices() async throws {
        let members = """
            "retentionInDays": 14, "logGroupClass": "STANDARD", "deletionProtectionEnabled": false, "kmsKeyId": null,
            "dataProtectionStatus": "DISABLED", "inheritedProperties": [], "bearerTokenAuthenticationEnabled": false,
            "metricFilterCount": 0, "logGroupArn": "a", "retentionPolicyName": "", "unknown": "member"
            """
        let context = try AWS.answered(by: ScriptedAWS(Self.script(members: members)))
        #expect(try await logs.observe(in: context)?.notices == [])
    }

    @Test("gets its tags back if they were changed by hand, and loses its former ones")
    func tagDrift() async throws {
        var described = logs
        described.tags = ["team": "web"]
        let record = TagRecord(of: ["team"]).text
        var tags = marked(["team": "web", "extra": "1"]).merging(["theirs": "1", "aws:x": "y"]) { $1 }
        tags["team"] = nil
        let aws = ScriptedAWS(Self.script(tags: tags))
        let changes = try await described.round(in: try AWS.answered(by: aws))
        #expect(
            changes == [
                Change("tags.extra", from: .text("1"), to: .none), Change("tags.team", from: .none, to: .text("web")),
            ])
        #expect(aws.request("TagResource")?.body["tags"] == #"{"deployer:tags":"\#(record)","team":"web"}"#)
        #expect(aws.request("UntagResource")?.body["tagKeys"] == #"["extra"]"#)
    }

    @Test("whose tags do not fit is reported in AWS's words, and is not waited for")
    func tooManyTags() async throws {
        var described = logs
        described.tags = ["team": "web"]
        let aws = ScriptedAWS(
            Self.script().merging(["TagResource": [.error("TooManyTagsException", "at most 50 tags")]]) { $1 })
        let error = await #expect(throws: ServiceError.self) {
            try await described.round(in: try AWS.answered(by: aws))
        }
        #expect(error?.message == "at most 50 tags")
        #expect(aws.operations.filter { $0 == "TagResource" }.count == 1)
    }

    @Test("without any tags is foreign: it may be someone else's")
    func untagged() async throws {
        let context = try AWS.answered(by: ScriptedAWS(Self.script(tags: [:])))
        #expect(try await logs.observe(in: context)?.ownership == .foreign(tags: [:]))
    }

    @Test("without any tags under a function's name says how it may have been created")
    func origin() {
        #expect(logs.origin(ofForeign: [:]).contains("late lines bring its group back after a removal"))
        #expect(logs.origin(ofForeign: [:]).contains("--adopt"))
        #expect(logs.origin(ofForeign: ["team": "other"]) == "")
        #expect(LogGroup("lines").origin(ofForeign: [:]) == "")
    }

    @Test("that is not visible for its retention yet is created, and gets it in the next round")
    func createLag() async throws {
        let script = Self.script(members: #""arn": "a""#)
        let aws = ScriptedAWS(
            script.merging(["PutRetentionPolicy": [.error("ResourceNotFoundException"), .empty]]) { $1 })
        let context = try AWS.answered(by: aws)
        try await logs.prepared(in: context).create(in: context)
        #expect(try await logs.round(in: context).map(\.property) == ["retention"])
        #expect(aws.operations.filter { $0 == "PutRetentionPolicy" }.count == 2)
    }

    @Test("whose tags are not found yet is waited for")
    func tagsNotYet() async throws {
        let script = Self.script().merging(["ListTagsForResource": [.error("ResourceNotFoundException")]]) { $1 }
        let found = try await logs.observe(in: try AWS.answered(by: ScriptedAWS(script)))
        #expect(found?.readiness == .pending("its tags cannot be seen yet"))
    }

    @Test("that already exists is read again, and one that is being changed is waited for")
    func createRefused() async throws {
        let taken = ScriptedAWS(["CreateLogGroup": [.error("ResourceAlreadyExistsException")]])
        await #expect(throws: NotYet("already exists; looking again")) {
            try await logs.create(in: try AWS.answered(by: taken))
        }
        let busy = ScriptedAWS(["CreateLogGroup": [.error("OperationAbortedException")]])
        await #expect(throws: NotYet("CloudWatch Logs is busy with the log group")) {
            try await logs.create(in: try AWS.answered(by: busy))
        }
    }

    @Test("that is already gone is no error on deletion")
    func delete() async throws {
        let aws = ScriptedAWS(["DeleteLogGroup": [.error("ResourceNotFoundException")]])
        try await logs.delete(logs, in: try AWS.answered(by: aws))
        #expect(aws.request("DeleteLogGroup")?.body == ["logGroupName": "/aws/lambda/visitor-counter"])
    }

    @Test("that someone protected cannot be deleted, and says what to do")
    func obstacle() async throws {
        let script = Self.script(members: #""deletionProtectionEnabled": true"#)
        let found = try await logs.observe(in: try AWS.answered(by: ScriptedAWS(script)))
        #expect(found?.deletionObstacle?.contains("put-log-group-deletion-protection") == true)
    }

    @Test("warns before a shorter retention deletes events")
    func remarks() {
        func remarks(_ from: Value, _ to: Value) -> [String] {
            logs.remarks(on: [Change("retention", from: from, to: to)])
        }
        #expect(remarks(.number(30), .number(14)) == ["older events are deleted"])
        #expect(remarks(.text("never"), .number(14)) == ["older events are deleted"])
        #expect(remarks(.number(7), .number(14)) == [])
        #expect(remarks(.number(14), .text("never")) == [])
        #expect(remarks(.none, .number(14)) == [])
    }

    @Test(
        "that CloudWatch Logs would refuse is refused before any request",
        arguments: [
            (LogGroup("", retention: .never), "name"), (LogGroup("a b"), "name"), (LogGroup("aws/x"), "name"),
            (LogGroup("x", retention: .days(13)), "retention"), (LogGroup("x", retention: .days(0)), "retention"),
        ])
    func invalid(logs: LogGroup, property: String) async throws {
        let context = try AWS.silent()
        let error = logs.errors(in: context).first
        #expect(error?.property == property)
    }
}
