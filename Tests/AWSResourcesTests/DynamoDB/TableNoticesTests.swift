import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A table's setting that a description cannot express")
struct TableNoticesTests {
    private func notices(
        members: String? = nil, policy: ScriptedAWS.Answer? = nil, recovery: String? = nil
    ) async throws -> [String] {
        var script = TableTests.script()
        if let members {
            script["DescribeTable"] = [.json("{\"Table\": {\"TableStatus\": \"ACTIVE\", \(members)}}")]
        }
        if let policy { script["GetResourcePolicy"] = [policy] }
        if let recovery {
            let description = "{\"PointInTimeRecoveryDescription\": {\(recovery)}}"
            script["DescribeContinuousBackups"] = [.json("{\"ContinuousBackupsDescription\": \(description)}")]
        }
        let context = try AWS.answered(by: ScriptedAWS(script))
        let seen = try await DeclaredOperations.running(Table.self) {
            try await Table("visits", partitionKey: .string("id")).observe(in: context)
        }
        return try #require(seen).notices
    }

    @Test(
        "is reported",
        arguments: [
            (
                #""OnDemandThroughput": {"MaxReadRequestUnits": 7, "MaxWriteRequestUnits": 1}"#,
                "not described: the most units that it lets be read a second: 7"
            ),
            (
                #""SSEDescription": {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": "arn:key"}"#,
                "not described: a key for its data, which must stay usable: KMSMasterKeyArn arn:key, Status ENABLED"
            ),
            (
                #""Replicas": [{"RegionName": "us-east-1", "ReplicaStatus": "ACTIVE", "ReplicaArn": "x"}]"#,
                "not described: copies in other regions: RegionName us-east-1, ReplicaStatus ACTIVE"
            ),
            (
                #""GlobalSecondaryIndexes": [{"IndexName": "i", "OnDemandThroughput": {"MaxReadRequestUnits": 7}}, "#
                    + #"{"IndexName": "j", "OnDemandThroughput": {"MaxReadRequestUnits": -1}}]"#,
                "not described: the most units that index i lets be read a second: 7"
            ),
            (
                #""LocalSecondaryIndexes": [{"IndexName": "i", "ItemCount": 3}]"#,
                "not described: a local index: IndexName i"
            ),
            (
                #""TableClassSummary": {"TableClass": "STANDARD_INFREQUENT_ACCESS"}"#,
                "not described: its class: STANDARD_INFREQUENT_ACCESS"
            ),
        ])
    func set(_ members: String, _ reported: String) async throws {
        #expect(try await notices(members: members) == [reported])
    }

    @Test(
        "reports since when the table's key is not accessible, if the number is a valid time",
        arguments: [("1.7959968E9", true), ("1e300", false)])
    func keyOutOfReach(_ seconds: String, _ isReported: Bool) async throws {
        let found = try await notices(
            members: """
                "SSEDescription": {"Status": "ENABLED", "KMSMasterKeyArn": "k",
                 "InaccessibleEncryptionDateTime": \(seconds)}
                """)
        let text =
            "its key has been out of reach since 2026-11-30T00:00:00Z: AWS archives the table after seven days of that"
        #expect(found.contains(text) == isReported && found.count == (isReported ? 2 : 1))
    }

    @Test("is not reported if it has AWS's default")
    func neutral() async throws {
        #expect(
            try await notices(
                members: """
                    "OnDemandThroughput": {
                        "MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1, "AddedLater": "Enabled"
                    },
                    "SSEDescription": {"Status": "DISABLED"}, "Replicas": [], "StreamSpecification": {"StreamEnabled": false},
                    "TableClassSummary": {"TableClass": "STANDARD", "LastUpdateDateTime": 1.7E9}, "ItemCount": 3,
                    "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"},
                    "TableId": "x", "GlobalSecondaryIndexes": null, "RestoreSummary": {"RestoreInProgress": false},
                    "MultiRegionConsistency": "EVENTUAL", "Unknown": {"Member": 1}
                    """, recovery: #""PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 35"#) == [])
    }

    @Test("is reported if the recovery period is shorter than described")
    func recoveryPeriod() async throws {
        #expect(
            try await notices(recovery: #""PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 7"#)
                == ["not described: it can be restored to the last 7 days only, not to 35"])
        #expect(
            try await notices(recovery: #""PointInTimeRecoveryStatus": "DISABLED", "RecoveryPeriodInDays": 7"#) == [])
    }

    private func policy(_ statements: String...) -> ScriptedAWS.Answer {
        let document = "{\"Version\": \"2012-10-17\", \"Statement\": [\(statements.joined(separator: ","))]}"
        return .json("{\"Policy\": \"\(document.replacing("\"", with: "\\\""))\", \"RevisionId\": \"1\"}")
    }

    @Test("includes the statements of the table's own policy")
    func resourcePolicy() async throws {
        let arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/visits"
        let found = try await notices(
            policy: policy(
                #"{"Effect": "Deny", "Principal": "*", "Action": "dynamodb:UpdateItem", "Resource": "\#(arn)"}"#,
                #"{"Sid": "theirs", "Effect": "Allow", "Principal": {"AWS": "999999999999"}, "Action": "dynamodb:*", "#
                    + #""Resource": ["\#(arn)", "\#(arn)/index/*"]}"#))
        #expect(
            found == [
                "not described: its resource policy: dynamodb:UpdateItem denied to everyone (a statement without Sid)",
                "not described: its resource policy: dynamodb:* for AWS: 999999999999 on \(arn), \(arn)/index/* "
                    + "(statement theirs)",
            ])
        let one = #"{"Effect": "Allow", "Principal": "*", "Action": "a:X", "Resource": "r"}"#
        let many = try await notices(policy: policy(one, one, one, one, one, one, one))
        #expect(many.count == 6 && many.last == "not described: 2 more statements of its resource policy")
    }

    @Test(
        "is reported as not read if the login may not, AWS does not know the operation, or the policy is unreadable"
    )
    func notAllowed() async throws {
        func reported(_ answer: ScriptedAWS.Answer) async throws -> [String] { try await notices(policy: answer) }
        #expect(
            try await reported(.error("AccessDeniedException"))
                == ["not looked at: the resource policy (this login may not dynamodb:GetResourcePolicy)"])
        #expect(
            try await reported(.error("UnknownOperationException"))
                == ["not looked at: the resource policy (GetResourcePolicy is not known here)"])
        #expect(
            try await reported(.json(#"{"Policy": "no JSON"}"#))
                == ["not looked at: the resource policy (it cannot be read)"])
        for none in [ScriptedAWS.Answer.empty, .error("PolicyNotFoundException")] {
            #expect(try await reported(none) == [])
        }
        await #expect(throws: (any Error).self) { try await reported(.error("ValidationException")) }
    }
}
