import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("Whom a role trusts")
struct RoleTrustTests {
    static let account = "arn:aws:iam::210987654321:root"
    static let auditor = "arn:aws:iam::210987654321:role/team/auditor"

    static func role(_ trusts: RoleTrust) -> Role {
        Role("counter-role", trusts: trusts, allows: [.update(RoleScript.table, keys: ["main_page"])])
    }

    /// A statement of a trust policy as JSON.
    static func statement(_ principal: String, _ condition: String = "") -> String {
        #"{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": \#(principal)\#(condition)}"#
    }

    static func policy(_ statements: String...) -> String {
        #"{"Version": "2012-10-17", "Statement": [\#(statements.joined(separator: ", "))]}"#
    }

    static let lambda = statement(#"{"Service": "lambda.amazonaws.com"}"#)
    static let externalID = #", "Condition": {"StringEquals": {"sts:ExternalId": "counter-7f3a"}}"#

    /// The changes of one round, and its writes.
    private func round(_ trusts: RoleTrust, found: String) async throws -> ([Change], ScriptedAWS) {
        let aws = ScriptedAWS(RoleScript.answers(trust: found))
        return (try await Self.role(trusts).round(in: try AWS.answered(by: aws)), aws)
    }

    @Test("is written as IAM shows it: a statement for the services, and one for each external id")
    func document() async throws {
        let aws = ScriptedAWS(RoleScript.answers())
        let context = try AWS.answered(by: aws)
        let trusts: RoleTrust = [
            .lambda, .account("210987654321"), .role(Self.auditor), .service("states.amazonaws.com"),
            .account("111122223333", externalID: "counter-7f3a"),
        ]
        try await Self.role(trusts).prepared(in: context).create(in: context)
        let sent = try #require(aws.request("CreateRole")).body["AssumeRolePolicyDocument"]
        let expected = Self.policy(
            Self.statement(#"{"Service": ["states.amazonaws.com", "lambda.amazonaws.com"]}"#),
            Self.statement(#"{"AWS": ["\#(Self.account)", "\#(Self.auditor)"]}"#),
            Self.statement(#"{"AWS": "arn:aws:iam::111122223333:root"}"#, Self.externalID))
        #expect(
            PolicyDocument(json: sent ?? "", scope: context.scope)
                == PolicyDocument(json: expected, scope: context.scope))
        let china = try AWS.silent(partition: "aws-cn", region: "cn-north-1")
        let there = RoleTrust.account("210987654321").statements(in: china).flatMap(\.principals)
        #expect(there == [PolicyPrincipal(type: "AWS", value: "arn:aws-cn:iam::210987654321:root")])
    }

    @Test("grows after the role lost what others gave it, and shrinks before: nobody gets what is about to go")
    func order() async throws {
        let attached = ["arn:aws:iam::aws:policy/AdministratorAccess"]
        let both = Self.policy(Self.lambda, Self.statement(#"{"AWS": "\#(Self.account)"}"#))
        for (trusts, found, expected) in [
            (
                [.lambda, .account("210987654321")] as RoleTrust, RoleScript.trust,
                ["DetachRolePolicy", "UpdateAssumeRolePolicy"]
            ),
            (.lambda, both, ["UpdateAssumeRolePolicy", "DetachRolePolicy"]),
        ] {
            let aws = ScriptedAWS(RoleScript.answers(trust: found, attached: attached))
            _ = try await Self.role(trusts).round(in: try AWS.answered(by: aws))
            #expect(aws.operations.filter { !ScriptedAWS.isRead($0) } == expected)
        }
    }

    @Test("is the same with an account's number and with its root's ARN")
    func forms() async throws {
        for principal in [#""210987654321""#, #"["\#(Self.account)"]"#] {
            let found = Self.policy(Self.lambda, Self.statement(#"{"AWS": \#(principal)}"#, Self.externalID))
            let trusts: RoleTrust = [.lambda, .account("210987654321", externalID: "counter-7f3a")]
            #expect(try await round(trusts, found: found).0 == [])
        }
    }

    @Test("gets back what was changed by hand, in one request")
    func drift() async throws {
        let trusts: RoleTrust = [.lambda, .account("210987654321", externalID: "counter-7f3a")]
        let without = Self.statement(#"{"AWS": "\#(Self.account)"}"#)
        for found in [
            Self.policy(Self.lambda), Self.policy(Self.lambda, without),
            Self.policy(Self.lambda, Self.statement(#"{"AWS": "\#(Self.account)"}"#, Self.externalID), without),
            Self.policy(Self.lambda, Self.statement(#"{"AWS": "\#(Self.auditor)"}"#, Self.externalID)),
        ] {
            let (changes, aws) = try await round(trusts, found: found)
            #expect(changes.map(\.property) == ["trust"], "\(found)")
            #expect(aws.operations.filter { !RoleScript.reads.contains($0) } == ["UpdateAssumeRolePolicy"])
            let written = aws.request("UpdateAssumeRolePolicy")?.body["PolicyDocument"] ?? ""
            #expect(try await round(trusts, found: written).0 == [], "the second deploy writes again: \(written)")
        }
    }

    @Test("in a role that was removed is a difference, which ends once the role exists again")
    func removedRole() async throws {
        let removed = Self.policy(Self.statement(#"{"AWS": "AROAEXAMPLEID12345678"}"#))
        let (changes, aws) = try await round(.role(Self.auditor), found: removed)
        #expect(
            changes == [
                Change(
                    "trust", from: .list([.text("sts:AssumeRole by AWS AROAEXAMPLEID12345678")]),
                    to: .list([.text("sts:AssumeRole by AWS \(Self.auditor)")]))
            ])
        let written = aws.request("UpdateAssumeRolePolicy")?.body["PolicyDocument"] ?? ""
        #expect(try await round(.role(Self.auditor), found: written).0 == [])
    }

    @Test("in a role that does not exist yet is waited for")
    func unknownRole() async throws {
        let refusal = ScriptedAWS.Answer.error(
            "MalformedPolicyDocument", "Invalid principal in policy: \"AWS\":\"\(Self.auditor)\"", status: 400)
        let context = try AWS.answered(
            by: ScriptedAWS(RoleScript.answers().merging(["UpdateAssumeRolePolicy": [refusal]]) { $1 }))
        await #expect(
            throws: NotYet("IAM does not know the trusted principal yet (a role that is trusted has to exist)")
        ) {
            _ = try await Self.role(.role(Self.auditor)).round(in: context)
        }
    }

    @Test(
        "that IAM would refuse is refused before any request",
        arguments: [
            ([], "trust"), (.account("1"), "trust"), (.account("*"), "trust"), (.account(account), "trust"),
            (.account("٢٢٢٢٢٢٢٢٢٢٢٢"), "trust"), (.role("auditor"), "trust"),
            (.role("arn:aws-cn:iam::210987654321:role/a"), "trust"), (.role(account), "trust"),
            (.role("arn:aws:iam::210987654321:user/a"), "trust"), (.role("arn:aws:iam::aws:role/a"), "trust"),
            (.role("arn:aws:iam::210987654321:role/*"), "trust"),
            (.role("arn:aws:iam::210987654321:role/*/a"), "trust"),
            ([.lambda, .account("210987654321", externalID: "")], "externalID"),
            (.account("210987654321", externalID: "a b"), "externalID"),
            (.role(auditor, externalID: String(repeating: "a", count: 1225)), "externalID"),
        ] as [(RoleTrust, String)])
    func invalid(_ trusts: RoleTrust, property: String) throws {
        #expect(Self.role(trusts).errors(in: try .silent()).map(\.property) == [property])
    }

    @Test("may take it on with a permission, on its ARN alone")
    func assume() throws {
        let statement = Permission.assume(Role("other", trusts: .lambda, allows: [])).statement(in: try AWS.silent())
        #expect(
            statement
                == PolicyStatement(
                    actions: ["sts:AssumeRole"], resources: ["arn:aws:iam::123456789012:role/other"]))
    }
}
