import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("A denial of IAM")
struct AccessDenialTests {
    static let user = "User: arn:aws:iam::123456789012:user/ci is not authorized to perform:"
    static let arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/visits"

    static let policy: StagePolicy = {
        let function = StagePolicyTests.function("f")
        let live = Release(of: function, as: "live")
        return StagePolicyTests.policy([
            Table("visits", partitionKey: .string("id")), LogGroup("g"), Role("f-role", trusts: .lambda, allows: []),
            function, live, FunctionURL(to: live, access: .everyone),
        ])
    }()

    func statements(_ message: String, _ service: Service, _ operation: String) -> [String] {
        AccessDenial(message: message).statements(by: Self.policy, operation: (service.name, operation))
            .map { $0.json().canonicalText }
    }

    @Test("names the kind of policy that caused it")
    func reasons() {
        func reason(_ rest: String) -> AccessDenial.Reason {
            AccessDenial(message: "\(Self.user) dynamodb:CreateTable on resource: \(Self.arn) \(rest)").reason
        }
        #expect(
            reason("because no identity-based policy allows the dynamodb:CreateTable action")
                == .missing(policy: "identity-based policy"))
        #expect(reason("") == .missing(policy: "identity-based policy"))
        #expect(
            reason("because no permissions boundary allows the dynamodb:CreateTable action")
                == .missing(policy: "permissions boundary"))
        #expect(
            reason("with an explicit deny in a service control policy") == .forbidden(policy: "service control policy"))
        #expect(
            reason("with an explicit deny in a service control policy: arn:aws:organizations::1:policy/o-1/p-1")
                == .forbidden(policy: "service control policy"))
        #expect(
            reason("with an explicit deny in an identity-based policy.") == .forbidden(policy: "identity-based policy"))
        #expect(
            reason("with an explicit deny in a VPC endpoint policy") == .forbidden(policy: "vpc endpoint policy"))
    }

    @Test("gives the missing action that AWS names, on the resources of the stage's policy")
    func named() {
        #expect(
            statements(
                "\(Self.user) dynamodb:CreateTable on resource: \(Self.arn) because no identity-based policy allows the "
                    + "dynamodb:CreateTable action", .dynamoDB, "CreateTable")
                == [#"{"Action":"dynamodb:CreateTable","Effect":"Allow","Resource":"\#(Self.arn)"}"#])
        let role = "arn:aws:iam::123456789012:role/f-role"
        #expect(
            statements("\(Self.user) iam:PassRole on resource: \(role) because …", .lambda, "CreateFunction") == [
                #"{"Action":"iam:PassRole","Condition":{"StringEquals":{"iam:PassedToService":"lambda.amazonaws.com"}},"#
                    + #""Effect":"Allow","Resource":"\#(role)"}"#
            ])
    }

    @Test("of a limited role gives the action under its own boundary, not under another role's")
    func limitedRole() {
        let limits = StagePolicyTests.limits
        let policy = StagePolicyTests.policy([
            Role("f-role", trusts: .lambda, allows: [], permissionsBoundary: limits),
            Role("g-role", trusts: .lambda, allows: []),
        ])
        let role = "arn:aws:iam::123456789012:role/f-role"
        let denial = AccessDenial(message: "\(Self.user) iam:PutRolePolicy on resource: role f-role because …")
        #expect(denial.statements(by: policy, operation: ("IAM", "PutRolePolicy")).count == 2)
        let named = AccessDenial(message: "\(Self.user) iam:PutRolePolicy on resource: \(role) because …")
        #expect(
            named.statements(by: policy, operation: ("IAM", "PutRolePolicy")).map { $0.json().canonicalText } == [
                #"{"Action":"iam:PutRolePolicy","Condition":{"StringEquals":{"iam:PermissionsBoundary":"\#(limits)"}},"#
                    + #""Effect":"Allow","Resource":"\#(role)"}"#
            ])
    }

    @Test("of a log group gives the pattern that covers the stream that AWS names")
    func logs() {
        let group = "arn:aws:logs:eu-west-1:123456789012:log-group:g"
        #expect(
            statements(
                "\(Self.user) logs:CreateLogGroup on resource: \(group):log-stream: because …", .logs, "CreateLogGroup")
                == [#"{"Action":"logs:CreateLogGroup","Effect":"Allow","Resource":"\#(group):*"}"#])
        #expect(
            statements(
                "\(Self.user) logs:DescribeLogGroups on resource: arn:aws:logs:eu-west-1:123456789012:log-group::log-stream:",
                .logs, "DescribeLogGroups") == [
                    #"{"Action":"logs:DescribeLogGroups","Effect":"Allow","#
                        + #""Resource":"arn:aws:logs:eu-west-1:123456789012:log-group:*"}"#
                ])
    }

    @Test(
        "of a log group with tags gives the tag action if AWS names it, else all that the operation needs",
        arguments: [
            (
                #"User with accountId: 123456789012 is not authorized to perform CreateLogGroup with Tags. An additional "#
                    + #"permission "logs:TagResource" is required."#, ["logs:TagResource"]
            ),
            (
                "User with accountId: 123456789012 is not authorized to perform CreateLogGroup with Tags",
                ["logs:CreateLogGroup", "logs:TagResource"]
            ),
            ("\(user) logs:CreateLogGroup with Tags", ["logs:CreateLogGroup", "logs:TagResource"]),
            ("", ["logs:CreateLogGroup", "logs:TagResource"]),
        ])
    func tags(_ message: String, _ actions: [String]) {
        let found = AccessDenial(message: message).statements(
            by: Self.policy, operation: ("CloudWatch Logs", "CreateLogGroup"))
        #expect(found.flatMap(\.actions).map(\.text).sorted() == actions)
    }

    @Test("on a resource that the policy does not cover gives exactly that resource")
    func uncovered() {
        let profile = "arn:aws:iam::123456789012:instance-profile/other"
        #expect(
            statements(
                "\(Self.user) iam:RemoveRoleFromInstanceProfile on resource: \(profile)", .iam,
                "RemoveRoleFromInstanceProfile")
                == [#"{"Action":"iam:RemoveRoleFromInstanceProfile","Effect":"Allow","Resource":"\#(profile)"}"#])
    }

    @Test("without a stage, as for a login, gives the action on the resource that AWS names")
    func login() {
        let role = "arn:aws:iam::123456789012:role/deployer"
        let denial = AccessDenial(message: "\(Self.user) sts:AssumeRole on resource: \(role)")
        #expect(
            denial.statements(by: nil, operation: nil).map { $0.json().canonicalText }
                == [#"{"Action":"sts:AssumeRole","Effect":"Allow","Resource":"\#(role)"}"#])
    }

    @Test(
        "that names no single resource gives no statement",
        arguments: ["*", "arn:aws:iam::1:role/*", "arn:aws:iam::1:role/${aws:username}", "\"", "role x"])
    func everything(_ resource: String) {
        let denial = AccessDenial(message: "\(Self.user) sts:AssumeRole on resource: \(resource)")
        #expect(denial.statements(by: nil, operation: nil).isEmpty)
    }

    @Test(
        "is parsed in linear time", .timeLimit(.minutes(1)),
        arguments: [
            "because no ", "explicit deny in a", "on resource: arn:", "on resource: \"", "additional permission a", "a",
            "authorized to perform: a:", "\u{301}", "because no a ",
        ])
    func long(piece: String) {
        let denial = AccessDenial(message: Self.user + String(repeating: piece, count: 8000))
        #expect(denial.statements(by: Self.policy, operation: ("Nobody", "Nothing")).isEmpty)
    }

    @Test("is parsed by the first words that match")
    func first() {
        let words = "because no key because no permissions boundary allows it because no session policy allows it"
        #expect(AccessDenial(message: words).reason == .missing(policy: "key because no permissions boundary"))
        #expect(AccessDenial(message: "because no").reason == .missing(policy: "identity-based policy"))
        #expect(
            AccessDenial(message: "authorized to perform: iam authorized to perform: iam:GetRole.").action
                == "iam:GetRole")
        #expect(AccessDenial(message: "authorized to perform iam:GetRole2").action == "iam:GetRole")
        #expect(AccessDenial(message: "authorized to perform: iam:1").action == nil)
        #expect(AccessDenial(message: "on resource: x on resource: arn:a:b, c").resource == "arn:a:b")
    }
}
