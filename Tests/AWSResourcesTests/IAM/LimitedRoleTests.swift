import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A role with a permissions boundary")
struct LimitedRoleTests {
    static let limits = "arn:aws:iam::123456789012:policy/limits"
    static let others = "arn:aws:iam::123456789012:policy/others"

    let plain = Role("counter-role", trusts: .lambda, allows: [.update(RoleScript.table, keys: ["main_page"])])
    let limited = Role(
        "counter-role", trusts: .lambda, allows: [.update(RoleScript.table, keys: ["main_page"])],
        permissionsBoundary: limits)

    /// The write operations, in order.
    func writes(_ aws: ScriptedAWS) -> [String] { aws.operations.filter { !RoleScript.reads.contains($0) } }

    @Test("is created with it, with its stage's if it describes none, or without any")
    func create() async throws {
        for (role, stages, expected) in [
            (limited, nil, Self.limits), (limited, Self.others, Self.limits), (plain, Self.limits, Self.limits),
            (plain, nil, nil),
        ] {
            let aws = ScriptedAWS(RoleScript.answers())
            let context = try AWS.answered(by: aws, permissionsBoundary: stages)
            let described = try await role.prepared(in: context)
            try await described.create(in: context)
            #expect(aws.request("CreateRole")?.body["PermissionsBoundary"] == expected)
            let change = described.changes(from: nil).first { $0.property == "permissionsBoundary" }
            #expect(change?.to == expected.map(Value.text))
        }
    }

    @Test("that already has it has no differences and no notices")
    func asDescribed() async throws {
        for (role, stages) in [(limited, nil), (plain, Self.limits)] {
            let aws = ScriptedAWS(RoleScript.answers(boundary: Self.limits))
            let context = try AWS.answered(by: aws, permissionsBoundary: stages)
            #expect(try await role.round(in: context) == [])
            #expect(try await role.observe(in: context)?.notices == [])
        }
    }

    @Test("gets it in a round of its own, before changes that a login may only make on limited roles")
    func update() async throws {
        for boundary in [nil, Self.others] {
            let script = RoleScript.answers(
                trust: RoleScript.trust.replacing("lambda.amazonaws.com", with: "ec2.amazonaws.com"),
                inline: ["added"], tags: ["team": "web"], boundary: boundary)
            let aws = ScriptedAWS(script)
            let changes = try await limited.round(in: try AWS.answered(by: aws))
            #expect(changes.contains { $0.property == "trust" })
            #expect(
                changes.first { $0.property == "permissionsBoundary" }
                    == Change("permissionsBoundary", from: boundary.planValue, to: .text(Self.limits)))
            #expect(writes(aws).last == "PutRolePermissionsBoundary")
            #expect(writes(aws).allSatisfy { ["TagRole", "UntagRole", "PutRolePermissionsBoundary"].contains($0) })
            #expect(
                aws.request("PutRolePermissionsBoundary")?.body
                    == ["RoleName": "counter-role", "PermissionsBoundary": Self.limits])
        }
    }

    @Test("that is not described is reported, and kept")
    func notDescribed() async throws {
        let aws = ScriptedAWS(RoleScript.answers(boundary: Self.others))
        let context = try AWS.answered(by: aws)
        #expect(try await plain.round(in: context) == [])
        #expect(
            try await plain.observe(in: context)?.notices
                == ["limited by \(Self.others), a permissions boundary that is not described"])
        #expect(writes(aws) == [])
    }

    @Test("gets it before its deletion, and is deleted even if the policy no longer exists")
    func delete() async throws {
        let missing = ScriptedAWS.Answer.error(
            "NoSuchEntity", "Scope ARN: \(Self.limits) does not exist or is not attachable.", status: 404)
        for (boundary, answer) in [(nil, .xml("")), (Self.others, .xml("")), (nil, missing)] {
            let script = RoleScript.answers(boundary: boundary).merging(["PutRolePermissionsBoundary": [answer]]) { $1 }
            let aws = ScriptedAWS(script)
            let context = try AWS.answered(by: aws, permissionsBoundary: Self.limits)
            let found = try #require(try await plain.observe(in: context))
            try await plain.delete(found.value, in: context)
            #expect(
                writes(aws).filter { $0 != "ListInstanceProfilesForRole" }
                    == ["PutRolePermissionsBoundary", "DeleteRolePolicy", "DeleteRole"])
        }
        let aws = ScriptedAWS(RoleScript.answers(boundary: Self.limits))
        let context = try AWS.answered(by: aws)
        let found = try #require(try await limited.observe(in: context))
        try await limited.delete(found.value, in: context)
        #expect(!aws.operations.contains("PutRolePermissionsBoundary"))
    }

    @Test("that is no policy of the account is an error and is not waited for")
    func unknown() async throws {
        let missing = ScriptedAWS.Answer.error(
            "NoSuchEntity", "Scope ARN: \(Self.limits) does not exist or is not attachable.", status: 404)
        let script = RoleScript.answers().merging(["CreateRole": [missing], "PutRolePermissionsBoundary": [missing]]) {
            $1
        }
        let context = try AWS.answered(by: ScriptedAWS(script))
        let described = try await limited.prepared(in: context)
        await #expect(throws: ServiceError.self) { try await described.create(in: context) }
        await #expect(throws: ServiceError.self) { _ = try await described.round(in: context) }
    }

    @Test(
        "that IAM would refuse is refused before any request",
        arguments: [
            "limits", "arn:aws:iam::123456789012:role/limits", "arn:aws:iam::210987654321:policy/limits",
            "arn:aws-cn:iam::123456789012:policy/limits", "arn:aws-cn:iam::aws:policy/ReadOnlyAccess", "",
            "arn:aws:iam::123456789012:policy/${aws:username}", "arn:aws:iam::123456789012:policy/*",
        ])
    func invalid(_ boundary: String) async throws {
        let role = Role("r", trusts: .lambda, allows: [], permissionsBoundary: boundary)
        let context = try AWS.silent()
        let error = role.errors(in: context).first
        #expect(error?.property == "permissionsBoundary" && error?.value == boundary)
        let stages = try AWS.answered(by: ScriptedAWS([:]), permissionsBoundary: boundary)
        #expect(Role("r", trusts: .lambda, allows: []).errors(in: stages).map(\.property) == ["permissionsBoundary"])
    }

    @Test("may have one of AWS's own policies")
    func managedByAWS() async throws {
        let arn = "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"
        let role = Role("r", trusts: .lambda, allows: [], permissionsBoundary: arn)
        #expect(try await role.prepared(in: try AWS.silent()).permissionsBoundary == arn)
    }
}
