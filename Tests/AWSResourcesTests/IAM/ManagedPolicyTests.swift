import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A role with managed policies")
struct ManagedPolicyTests {
    static let logs = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    static let own = "arn:aws:iam::123456789012:policy/team/shared"

    static func role(_ policies: [ManagedPolicy], boundary: String? = nil) -> Role {
        Role(
            "counter-role", trusts: .lambda, allows: [.update(RoleScript.table, keys: ["main_page"])],
            managedPolicies: policies, permissionsBoundary: boundary)
    }

    let role = Self.role([.aws("service-role/AWSLambdaBasicExecutionRole"), .arn(Self.own)])

    /// The write operations, in order.
    func writes(_ aws: ScriptedAWS) -> [String] { aws.operations.filter { !RoleScript.reads.contains($0) } }

    /// The policies of these writes, in order.
    func policies(_ operation: String, _ aws: ScriptedAWS) -> [String?] {
        aws.requests.filter { $0.operation == operation }.map { $0.body["PolicyArn"] }
    }

    @Test("is created with them, in a creation that names each")
    func creation() async throws {
        let aws = ScriptedAWS(RoleScript.answers())
        let context = try AWS.answered(by: aws)
        let described = try await role.prepared(in: context)
        #expect(described.summary == "1 permission, 2 managed policies")
        #expect(
            described.changes(from: nil).filter { $0.property.hasPrefix("attachedPolicies") }
                == [Self.own, Self.logs].map { Change("attachedPolicies.\($0)", from: .none, to: .text("attached")) })
        try await described.create(in: context)
        #expect(aws.operations == ["CreateRole", "PutRolePolicy", "AttachRolePolicy", "AttachRolePolicy"])
        #expect(policies("AttachRolePolicy", aws) == [Self.own, Self.logs])
    }

    @Test("that has them, in any order, has no differences")
    func asDescribed() async throws {
        let aws = ScriptedAWS(RoleScript.answers(attached: [Self.logs, Self.own]))
        #expect(try await role.round(in: try AWS.answered(by: aws)) == [])
        #expect(writes(aws) == [])
        let twice = Self.role([.arn(Self.own), .arn(Self.own)])
        let one = ScriptedAWS(RoleScript.answers(attached: [Self.own]))
        #expect(try await twice.round(in: try AWS.answered(by: one)) == [])
    }

    @Test("that lost one gets it back, and keeps the other")
    func missing() async throws {
        let aws = ScriptedAWS(RoleScript.answers(attached: [Self.own]))
        let changes = try await role.round(in: try AWS.answered(by: aws))
        #expect(changes == [Change("attachedPolicies.\(Self.logs)", from: .none, to: .text("attached"))])
        #expect(writes(aws) == ["AttachRolePolicy"])
        #expect(aws.request("AttachRolePolicy")?.body == ["RoleName": "counter-role", "PolicyArn": Self.logs])
    }

    @Test("gets what is missing before it loses what others attached; where it is full, afterwards")
    func order() async throws {
        let others = (0..<10).map { "arn:aws:iam::aws:policy/Other\($0)" }
        for (found, expected) in [
            ([Self.own, others[0]], ["AttachRolePolicy", "DetachRolePolicy"]),
            (others, Array(repeating: "DetachRolePolicy", count: 10) + ["AttachRolePolicy", "AttachRolePolicy"]),
        ] {
            let aws = ScriptedAWS(RoleScript.answers(attached: found))
            _ = try await role.round(in: try AWS.answered(by: aws))
            #expect(writes(aws) == expected)
        }
    }

    @Test("loses one that is no longer described")
    func removed() async throws {
        let aws = ScriptedAWS(RoleScript.answers(attached: [Self.logs, Self.own]))
        _ = try await Self.role([.arn(Self.own)]).round(in: try AWS.answered(by: aws))
        #expect(policies("DetachRolePolicy", aws) == [Self.logs] && writes(aws).count == 1)
    }

    @Test("that IAM does not show everywhere yet is created, and gets them in the next round")
    func lag() async throws {
        let later = RoleScript.answers().merging([
            "AttachRolePolicy": [
                .error("NoSuchEntity", "The role with name r cannot be found.", status: 404), .xml(""),
            ]
        ]) { $1 }
        let context = try AWS.answered(by: ScriptedAWS(later))
        try await role.prepared(in: context).create(in: context)
        #expect(try await role.round(in: context).count == 2)
    }

    @Test("that do not exist, or are more than the account allows, is an error that says what to do")
    func refused() async throws {
        for (answer, words) in [
            (
                ScriptedAWS.Answer.error(
                    "NoSuchEntity", "Policy \(Self.own) does not exist or is not attachable.", status: 404),
                "managedPolicies there"
            ),
            (.error("LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10", status: 409), "Service Quotas"),
        ] {
            let script = RoleScript.answers().merging(["AttachRolePolicy": [answer]]) { $1 }
            let context = try AWS.answered(by: ScriptedAWS(script))
            let thrown = await #expect(throws: ServiceError.self) { _ = try await role.round(in: context) }
            let error = try #require(thrown)
            #expect(Explanations.explain(error)?.advice.contains(words) == true)
        }
    }

    @Test("has AWS's own in every partition")
    func partitions() throws {
        let policy = ManagedPolicy.aws("service-role/AWSLambdaBasicExecutionRole")
        #expect(policy.arn(in: try AWS.silent()) == Self.logs)
        #expect(
            policy.arn(in: try AWS.silent(partition: "aws-cn", region: "cn-north-1"))
                == "arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole")
    }

    @Test(
        "that no role of the account can have is refused before any request",
        arguments: [
            [.arn("AWSLambdaBasicExecutionRole")], [.aws("")], [.aws("service-role/")], [.aws("Read Only")],
            [.aws("*/ReadOnlyAccess")], [.aws("a?/ReadOnlyAccess")], [.aws("${aws:username}")],
            [.arn("arn:aws:iam::210987654321:policy/shared")], [.arn("arn:aws-cn:iam::aws:policy/ReadOnlyAccess")],
            [.arn("arn:aws:iam::123456789012:role/shared")], (0...25).map { .aws("Policy\($0)") },
        ] as [[ManagedPolicy]])
    func invalid(_ policies: [ManagedPolicy]) throws {
        let errors = Self.role(policies).errors(in: try .silent())
        #expect(errors.map(\.property) == ["managedPolicies"])
    }

    @Test("may have as many as an account can get at all")
    func most() async throws {
        let role = Self.role((0..<25).map { .aws("Policy\($0)") })
        #expect(role.errors(in: try .silent()).isEmpty)
        #expect(try await role.prepared(in: try AWS.silent()).attachedPolicies.count == 25)
    }

    @Test("lets its deployer attach these policies and no others, with a boundary only while the role has it")
    func deployersPolicy() throws {
        let aws = try AWS.silent()
        func attaching(_ role: Role) -> [PolicyStatement] {
            StagePolicy(for: [role], in: aws).statements.map(\.statement).filter {
                $0.actions.contains("iam:AttachRolePolicy")
            }
        }
        #expect(attaching(Self.role([])).isEmpty)
        let arns = PolicyCondition("ArnEquals", "iam:PolicyARN", [ExactText(Self.own), ExactText(Self.logs)])
        let boundary = PolicyCondition("StringEquals", "iam:PermissionsBoundary", [ExactText(LimitedRoleTests.limits)])
        let statement = PolicyStatement(
            actions: ["iam:AttachRolePolicy"], resources: ["arn:aws:iam::123456789012:role/counter-role"],
            conditions: [arns])
        #expect(attaching(role) == [statement])
        var limited = statement
        limited.conditions.insert(boundary)
        let described = Self.role(
            [.aws("service-role/AWSLambdaBasicExecutionRole"), .arn(Self.own)], boundary: LimitedRoleTests.limits)
        #expect(attaching(described) == [limited])
    }
}
