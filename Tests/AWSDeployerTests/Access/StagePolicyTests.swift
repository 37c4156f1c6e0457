import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The policy of a stage")
struct StagePolicyTests {
    static func policy(_ resources: [any AWSResource], in aws: AWS? = nil) -> StagePolicy {
        guard let aws = aws ?? (try? .silent()) else { preconditionFailure("there are no endpoints") }
        return StagePolicy(for: resources, in: aws)
    }

    static func function(_ name: String) -> Function {
        Function(name, code: .executable("X"), role: Role("\(name)-role", trusts: .lambda, allows: []))
    }

    func resources(of action: String, in policy: StagePolicy) -> [Set<String>] {
        policy.statements.filter { $0.statement.actions.contains(ExactText(action)) }
            .map { Set($0.statement.resources.texts) }
    }

    @Test("covers no table if the stack has none, and nothing for an empty stack")
    func least() throws {
        let actions = Self.policy([LogGroup("g")]).statements.flatMap(\.statement.actions)
        #expect(!actions.isEmpty && actions.allSatisfy { $0.text.hasPrefix("logs:") || $0 == "tag:GetResources" })
        #expect(Self.policy([]).statements.isEmpty)
    }

    @Test("names two tables in one statement, each by its ARN")
    func twoTables() throws {
        let policy = Self.policy(["a", "b"].map { Table($0, partitionKey: .string("id")) })
        #expect(policy.statements.map(\.name) == ["Table", "TagSearch"])
        #expect(
            policy.statements[0].statement.resources == [
                "arn:aws:dynamodb:eu-west-1:123456789012:table/a", "arn:aws:dynamodb:eu-west-1:123456789012:table/b",
            ])
    }

    @Test("allows each action in only one statement, and no action on all resources")
    func eachOnce() throws {
        let (first, second) = (Self.function("one"), Self.function("two"))
        let live = Release(of: first, as: "live")
        let policy = Self.policy([
            Table("t", partitionKey: .string("id")), LogGroup("g"), Role("r", trusts: .lambda, allows: []), first,
            second,
            live, FunctionURL(to: live, access: .everyone),
        ])
        let actions = policy.statements.flatMap(\.statement.actions)
        #expect(Set(actions).count == actions.count)
        let onEverything = policy.statements.filter { $0.statement.resources.contains("*") }
        #expect(onEverything.flatMap(\.statement.actions) == ["tag:GetResources"])
        #expect(actions.allSatisfy { !$0.text.contains("*") })
    }

    @Test("adds a number to a repeated name, since IAM accepts each name only once")
    func names() throws {
        let live = Release(of: Self.function("one"), as: "live")
        let policy = Self.policy([
            Self.function("one"), Self.function("two"), live, FunctionURL(to: live, access: .everyone),
        ])
        let names = policy.statements.map(\.name)
        #expect(Set(names).count == names.count && names.contains("FunctionAlias2"))
        #expect(names.allSatisfy { $0.allSatisfy { $0.isLetter || $0.isNumber } })
    }

    @Test("lets exactly the described role be passed, and only to Lambda, in every partition")
    func passRole() throws {
        for (partition, region) in [("aws", "eu-west-1"), ("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1")] {
            let aws = try AWS.silent(partition: partition, region: region)
            let policy = Self.policy([Self.function("f")], in: aws)
            let statement = try #require(policy.statements.first { $0.name == "PassRole" }).statement
            #expect(statement.actions == ["iam:PassRole"])
            #expect(statement.resources == ["arn:\(partition):iam::123456789012:role/f-role"])
            #expect(
                statement.conditions
                    == [PolicyCondition("StringEquals", "iam:PassedToService", ["lambda.amazonaws.com"])])
            #expect(
                policy.statements.filter { $0.name != "TagSearch" }.flatMap(\.statement.resources)
                    .allSatisfy { $0.text.hasPrefix("arn:\(partition):") })
        }
    }

    @Test("names the alias beside the function if a request may name it")
    func alias() throws {
        let live = Release(of: Self.function("f"), as: "live")
        let policy = Self.policy([live, FunctionURL(to: live, access: .everyone)])
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:f"
        #expect(resources(of: "lambda:GetFunctionUrlConfig", in: policy) == [[arn, arn + ":*"]])
        #expect(resources(of: "lambda:PublishVersion", in: policy) == [[arn]])
    }

    @Test("has `:*` after a log group, but not for its tags, and searches in all groups")
    func logs() throws {
        let policy = Self.policy([LogGroup("/aws/lambda/f")])
        let arn = "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/f"
        #expect(resources(of: "logs:CreateLogGroup", in: policy) == [[arn + ":*"]])
        for action in ["logs:UntagResource", "logs:ListTagsForResource"] {
            #expect(resources(of: action, in: policy) == [[arn]])
        }
        // A new group gets tags too, and AWS does not document which form it checks then.
        #expect(resources(of: "logs:TagResource", in: policy) == [[arn, arn + ":*"]])
        #expect(
            resources(of: "logs:DescribeLogGroups", in: policy)
                == [["arn:aws:logs:eu-west-1:123456789012:log-group:*"]])
    }

    @Test("allows to reserve concurrency only for a function that is described with it")
    func concurrency() throws {
        let (role, action) = (Role("r", trusts: .lambda, allows: []), "lambda:PutFunctionConcurrency")
        let limited = Function("f", code: .executable("X"), role: role, reservedConcurrency: 5)
        #expect(resources(of: action, in: Self.policy([Self.function("f")])).isEmpty)
        #expect(resources(of: action, in: Self.policy([limited])).count == 1)
        #expect(resources(of: "lambda:DeleteFunctionConcurrency", in: Self.policy([Self.function("f")])).count == 1)
        // The account's concurrency is read only then, also for a plan, and the request names no resource.
        #expect(resources(of: "lambda:GetAccountSettings", in: Self.policy([Self.function("f")])).isEmpty)
        #expect(resources(of: "lambda:GetAccountSettings", in: Self.policy([limited]).looking) == [["*"]])
    }

    @Test("allows to empty only the instance profile with the role's name")
    func instanceProfile() throws {
        let policy = Self.policy([Role("r", trusts: .lambda, allows: [])])
        #expect(
            resources(of: "iam:RemoveRoleFromInstanceProfile", in: policy)
                == [["arn:aws:iam::123456789012:instance-profile/r"]])
    }

    static let limits = "arn:aws:iam::123456789012:policy/limits"

    /// Each action with the boundary that it requires; an empty text for none.
    func boundaries(of policy: StagePolicy) -> [String: Set<String>] {
        var found: [String: Set<String>] = [:]
        for statement in policy.statements.map(\.statement) {
            let limit = statement.conditions.first { $0.key == "iam:PermissionsBoundary" }
            #expect(statement.conditions.isEmpty || limit?.comparison == "StringEquals")
            for action in statement.actions { found[action.text, default: []].formUnion(limit?.values.texts ?? [""]) }
        }
        return found
    }

    @Test("lets a role with a boundary get more rights only while it has that one, and lets nobody remove it")
    func boundary() throws {
        let limited = Role("r", trusts: .lambda, allows: [], permissionsBoundary: Self.limits)
        let policy = Self.policy([limited])
        let aws = try AWS.silent(permissionsBoundary: Self.limits)
        #expect(policy.document == Self.policy([Role("r", trusts: .lambda, allows: [])], in: aws).document)
        let boundaries = boundaries(of: policy)
        let widening = [
            "CreateRole", "PutRolePolicy", "PutRolePermissionsBoundary", "UpdateAssumeRolePolicy", "DeleteRolePolicy",
            "DetachRolePolicy",
        ].map { "iam:\($0)" }
        for action in widening { #expect(boundaries[action] == [Self.limits], "\(action)") }
        for action in boundaries.keys where !widening.contains(action) {
            #expect(boundaries[action] == [""], "\(action)")
        }
        #expect(boundaries["iam:DeleteRolePermissionsBoundary"] == nil && boundaries["iam:TagRole"] != nil)
        #expect(Set(policy.statements.map(\.name)) == ["Role", "LimitedRole", "InstanceProfile", "TagSearch"])
    }

    @Test("requires no boundary if none is described, and each role's own if several are")
    func boundaries() throws {
        let plain = Role("plain", trusts: .lambda, allows: [])
        let none = boundaries(of: Self.policy([plain]))
        #expect(none.values.allSatisfy { $0 == [""] } && none["iam:PutRolePermissionsBoundary"] == nil)
        let limited = ["a", "b"].map {
            Role($0, trusts: .lambda, allows: [], permissionsBoundary: "\(Self.limits)-\($0)")
        }
        let policy = Self.policy([plain] + limited)
        let creating = policy.statements.map(\.statement).filter { $0.actions.contains("iam:CreateRole") }
        let expected = [("plain", []), ("a", ["\(Self.limits)-a"]), ("b", ["\(Self.limits)-b"])]
        #expect(creating.count == expected.count)
        for (name, values) in expected {
            let ofRole = creating.filter { $0.resources == ["arn:aws:iam::123456789012:role/\(name)"] }
            #expect(ofRole.flatMap(\.conditions).flatMap(\.values.texts) == values, "\(name)")
        }
    }

    @Test("for a reviewer only reads")
    func looking() throws {
        let role = Role("r", trusts: .lambda, allows: [])
        let actions = Self.policy([role, LogGroup("g"), Self.function("f")]).looking.statements
            .flatMap(\.statement.actions)
        #expect(
            Set(actions) == [
                "iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies", "iam:ListAttachedRolePolicies",
                "logs:DescribeLogGroups", "logs:ListTagsForResource", "lambda:GetFunction", "lambda:ListTags",
                "lambda:GetPolicy", "lambda:ListAliases", "lambda:GetFunctionUrlConfig", "tag:GetResources",
            ])
    }

    @Test("is counted as IAM counts it, with a warning if it is too long")
    func length() throws {
        func warning(_ count: Int) -> Explanation? {
            let tables = (0..<count).map { Table("a-table-of-some-length-\($0)", partitionKey: .string("id")) }
            return PolicyCommand<Guestbook>.warning(on: Self.policy(tables))
        }
        #expect(warning(3) == nil)
        #expect(warning(100)?.what == "the policy is too long for a managed one")
        #expect(JSONValue.policy([.string("a b")]).length == #"{"Statement":["ab"],"Version":"2012-10-17"}"#.count)
    }
}
