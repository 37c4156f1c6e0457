import AWSClient
import DeployerCLI
import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import CounterStack
@testable import Deployer

@Suite("The counter's policy")
struct CounterPolicyTests {
    func policy() throws -> StagePolicy {
        let text = #"{"allowedOrigins": ["https://a.example"]}"#
        let settings: CounterSettings = try SettingsFile(stage: "prod", path: "x", contents: Data(text.utf8)).read()
        return StagePolicy(for: CounterStack.resources(Stage(name: "prod", settings: settings)), in: try .silent())
    }

    @Test("is this one in prod")
    func golden() throws {
        #expect(JSONText.document(try policy().document.inOrder) == Self.production)
        #expect(try policy().document.length < StagePolicy.largest)
    }

    @Test("allows a reviewer exactly what a plan sends")
    func planOnly() async throws {
        let program = CounterProgramTests()
        let transport = try await program.deployed()
        let plan = await program.run(
            ["plan", "--stage", "local", "--function", try program.binary.write()], transport)
        #expect(plan.code == .done, "\(plan.error)")
        let sent = Set(transport.calls.map(Self.operation)).subtracting(["GetCallerIdentity"])
        #expect(sent == Set(try policy().looking.needs.map(\.operation.name)))
    }

    /// The operation of a call, in ``HeldTransport``'s notation.
    static func operation(_ call: String) -> String {
        guard call.hasPrefix("GET ") else { return call }
        let path = call.dropFirst(4).prefix { $0 != "?" }
        let parts = path.split(separator: "/")
        let found = LambdaClient.all.first { operation in
            let pattern = operation.path.split(separator: "/")
            return operation.method == "GET" && pattern.count == parts.count
                && zip(pattern, parts).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        return found?.name ?? call
    }

    static let production = """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Function",
              "Effect": "Allow",
              "Action": [
                "lambda:CreateAlias",
                "lambda:CreateFunction",
                "lambda:DeleteAlias",
                "lambda:DeleteFunction",
                "lambda:DeleteFunctionConcurrency",
                "lambda:GetAlias",
                "lambda:ListAliases",
                "lambda:ListTags",
                "lambda:ListVersionsByFunction",
                "lambda:PublishVersion",
                "lambda:TagResource",
                "lambda:UntagResource",
                "lambda:UpdateAlias",
                "lambda:UpdateFunctionCode",
                "lambda:UpdateFunctionConfiguration"
              ],
              "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:visitor-counter"
            },
            {
              "Sid": "FunctionAlias",
              "Effect": "Allow",
              "Action": [
                "lambda:AddPermission",
                "lambda:CreateFunctionUrlConfig",
                "lambda:DeleteFunctionUrlConfig",
                "lambda:GetFunction",
                "lambda:GetFunctionUrlConfig",
                "lambda:GetPolicy",
                "lambda:GetProvisionedConcurrencyConfig",
                "lambda:RemovePermission",
                "lambda:UpdateFunctionUrlConfig"
              ],
              "Resource": [
                "arn:aws:lambda:eu-west-1:123456789012:function:visitor-counter",
                "arn:aws:lambda:eu-west-1:123456789012:function:visitor-counter:*"
              ]
            },
            {
              "Sid": "InstanceProfile",
              "Effect": "Allow",
              "Action": "iam:RemoveRoleFromInstanceProfile",
              "Resource": "arn:aws:iam::123456789012:instance-profile/UpdateVisitorCount-role"
            },
            {
              "Sid": "LogGroup",
              "Effect": "Allow",
              "Action": [
                "logs:CreateLogGroup",
                "logs:DeleteLogGroup",
                "logs:DeleteRetentionPolicy",
                "logs:PutRetentionPolicy"
              ],
              "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/visitor-counter:*"
            },
            {
              "Sid": "LogGroupTagging",
              "Effect": "Allow",
              "Action": "logs:TagResource",
              "Resource": [
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/visitor-counter",
                "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/visitor-counter:*"
              ]
            },
            {
              "Sid": "LogGroupTags",
              "Effect": "Allow",
              "Action": ["logs:ListTagsForResource", "logs:UntagResource"],
              "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/visitor-counter"
            },
            {
              "Sid": "LogGroups",
              "Effect": "Allow",
              "Action": "logs:DescribeLogGroups",
              "Resource": "arn:aws:logs:eu-west-1:123456789012:log-group:*"
            },
            {
              "Sid": "PassRole",
              "Effect": "Allow",
              "Action": "iam:PassRole",
              "Resource": "arn:aws:iam::123456789012:role/UpdateVisitorCount-role",
              "Condition": {"StringEquals": {"iam:PassedToService": "lambda.amazonaws.com"}}
            },
            {
              "Sid": "Role",
              "Effect": "Allow",
              "Action": [
                "iam:CreateRole",
                "iam:DeleteRole",
                "iam:DeleteRolePolicy",
                "iam:DetachRolePolicy",
                "iam:GetRole",
                "iam:GetRolePolicy",
                "iam:ListAttachedRolePolicies",
                "iam:ListInstanceProfilesForRole",
                "iam:ListRolePolicies",
                "iam:PutRolePolicy",
                "iam:TagRole",
                "iam:UntagRole",
                "iam:UpdateAssumeRolePolicy"
              ],
              "Resource": "arn:aws:iam::123456789012:role/UpdateVisitorCount-role"
            },
            {
              "Sid": "Table",
              "Effect": "Allow",
              "Action": [
                "dynamodb:CreateTable",
                "dynamodb:DeleteTable",
                "dynamodb:DescribeContinuousBackups",
                "dynamodb:DescribeTable",
                "dynamodb:DescribeTimeToLive",
                "dynamodb:GetResourcePolicy",
                "dynamodb:ListTagsOfResource",
                "dynamodb:TagResource",
                "dynamodb:UntagResource",
                "dynamodb:UpdateContinuousBackups",
                "dynamodb:UpdateTable",
                "dynamodb:UpdateTimeToLive"
              ],
              "Resource": "arn:aws:dynamodb:eu-west-1:123456789012:table/VisitorCount"
            },
            {"Sid": "TagSearch", "Effect": "Allow", "Action": "tag:GetResources", "Resource": "*"}
          ]
        }
        """
}
