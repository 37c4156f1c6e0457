import AWSClient
import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The command policy")
struct PolicyCommandTests {
    typealias Object = [String: Any]

    static let whole = #"{"region": "eu-west-1", "account": "123456789012"}"#
    static let table = "arn:aws:dynamodb:eu-west-1:123456789012:table/Entries"

    /// A package with complete settings for its stages, in an environment without a login.
    func package(_ settings: [String: String] = ["dev": whole, "prod": whole]) throws -> TestPackage {
        var package = try TestPackage(settings)
        package.environment = ["AWS_EC2_METADATA_DISABLED": "true"]
        return package
    }

    func statements(_ ending: TestPackage.Ending) throws -> [Object] {
        let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? Object
        #expect(object?["Version"] as? String == "2012-10-17")
        return try #require(object?["Statement"] as? [Object], "\(ending.error)")
    }

    @Test("sends no request if the settings name account and region")
    func offline() async throws {
        let package = try package()
        let ending = try await package.run(Guestbook.self, "policy", "--stage", "prod")
        #expect(ending.code == .done && ending.error.isEmpty)
        let statement = try #require(try statements(ending).first)
        #expect(statement["Sid"] as? String == "Table" && statement["Resource"] as? String == Self.table)
        #expect(package.aws.requests.isEmpty)
    }

    @Test("asks only for the login's account if they do not")
    func account() async throws {
        let package = try TestPackage(aws: ScriptedAWS(["GetCallerIdentity": [.caller(of: "210987654321")]]))
        let ending = try await package.run(Guestbook.self, "policy")
        let resource = try statements(ending).first?["Resource"] as? String
        #expect(resource == "arn:aws:dynamodb:eu-west-1:210987654321:table/Entries-dev")
        #expect(package.aws.operations == ["GetCallerIdentity"])
        let without = try await self.package(["dev": #"{"region": "eu-west-1"}"#]).run(Guestbook.self, "policy")
        #expect(without.code == .failed && without.sentence.contains("There are no AWS credentials"))
    }

    @Test("is for the region's partition")
    func partition() async throws {
        let ending = try await package().run(Guestbook.self, "policy", "--region", "cn-north-1")
        let resource = try statements(ending).first?["Resource"] as? String
        #expect(resource == "arn:aws-cn:dynamodb:cn-north-1:123456789012:table/Entries-dev")
    }

    @Test("for a reviewer contains only what reads")
    func planOnly() async throws {
        let ending = try await package().run(Guestbook.self, "policy", "--plan-only")
        #expect(
            try statements(ending).first?["Action"] as? [String] == [
                "dynamodb:DescribeContinuousBackups", "dynamodb:DescribeTable", "dynamodb:DescribeTimeToLive",
                "dynamodb:GetResourcePolicy", "dynamodb:ListTagsOfResource",
            ])
    }

    @Test("for all stages with a common start has the star in its ARNs, with the file that they share")
    func star() async throws {
        let package = try package()
        let ending = try await package.run(
            Guestbook.self, "policy", "--stage", "pr-*", "--config", "config/dev.json")
        #expect(try statements(ending).first?["Resource"] as? String == Self.table + "-pr-*")
        let without = try await package.run(Guestbook.self, "policy", "--stage", "pr-*")
        #expect(without.code == .badUsage && without.sentence.contains("Name the one that they share with --config"))
        for stage in ["*", "-*", "a*b", "pr-**", "Pr-*"] {
            let ending = try await package.run(
                Guestbook.self, "policy", "--stage", stage, "--config", "config/dev.json")
            #expect(ending.code == .badUsage && ending.output.isEmpty, "\(stage)")
        }
        let plan = try await package.run(Guestbook.self, "plan", "--stage", "pr-*", "--config", "config/dev.json")
        #expect(plan.code == .badUsage && plan.sentence.contains("cannot be the name of a stage"))
    }

    @Test("prints whom the role trusts: the main branch, the pull requests for a reviewer, or the named runs")
    func trust() async throws {
        func subject(_ words: String...) async throws -> String? {
            let ending = try await package().run(Guestbook.self, "policy", words)
            let condition = try statements(ending).first?["Condition"] as? [String: [String: String]]
            return condition?["StringEquals"]?["token.actions.githubusercontent.com:sub"]
        }
        #expect(try await subject("--trust", "github:o/r") == "repo:o/r:ref:refs/heads/main")
        #expect(try await subject("--trust", "github:o/r", "--plan-only") == "repo:o/r:pull_request")
        #expect(try await subject("--trust", "github:o/r:environment:prod") == "repo:o/r:environment:prod")
        #expect(try await subject("--trust", "github:o@1/r@2") == "repo:o@1/r@2:ref:refs/heads/main")
        let wrong = try await package().run(Guestbook.self, "policy", "--trust", "github:o/*")
        #expect(wrong.code == .badUsage && wrong.output.isEmpty)
    }

    @Test("warns of a trust without GitHub's ids, only on standard error")
    func trustWithoutIDs() async throws {
        let without = try await package().run(Guestbook.self, "policy", "--trust", "github:o/r")
        #expect(without.code == .done && without.sentence.contains("gh api repos/o/r --jq '.owner.id, .id'"))
        #expect(try statements(without).count == 1)
        let with = try await package().run(Guestbook.self, "policy", "--trust", "github:o@1/r@2")
        #expect(with.code == .done && with.error.isEmpty)
    }

    @Test("shows the missing statement of a denial, complete, also as JSON")
    func refusal() async throws {
        let message =
            "User: arn:aws:iam::123456789012:user/ci is not authorized to perform: dynamodb:DescribeTable on resource: "
            + "\(Self.table)-dev because no identity-based policy allows the dynamodb:DescribeTable action"
        var answers = StackProgramTests.nothing
        answers["DescribeTable"] = [.error("AccessDeniedException", message)]
        let package = try TestPackage(aws: ScriptedAWS(answers))
        for command in [["plan"], ["plan", "--json"], ["status"], ["destroy", "--yes"]] {
            let ending = try await package.run(Guestbook.self, command[0], Array(command.dropFirst()))
            #expect(ending.code == .failed)
            let statement = #"{"Action":"dynamodb:DescribeTable","Effect":"Allow","Resource":"\#(Self.table)-dev"}"#
            #expect(ending.error.split(separator: "\n").last == "  \(statement)", "\(ending.error)")
            guard command.contains("--json") else { continue }
            let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? Object
            let error = (object?["errors"] as? [Object])?.first
            #expect(
                error?["statements"] as? [[String: String]] == [
                    ["Effect": "Allow", "Action": "dynamodb:DescribeTable", "Resource": Self.table + "-dev"]
                ])
        }
    }
}
