import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The boundary in a stage's settings")
struct StageBoundaryTests {
    static let limits = "arn:aws:iam::123456789012:policy/limits"
    static let others = "arn:aws:iam::123456789012:policy/others"

    static let settings = """
        {"region": "eu-west-1", "account": "123456789012", "permissionsBoundary": "\(Self.limits)"}
        """
    static let account: [String: [ScriptedAWS.Answer]] = [
        "GetCallerIdentity": [.caller(of: "123456789012")]
    ]

    @Test("limits every role of the stage without its own: in the plan, in the request and in the policy")
    func reaches() async throws {
        let gone = ScriptedAWS.Answer.error("NoSuchEntity", status: 404)
        var answers = Self.account
        for read in RoleScript.reads { answers[read] = [gone] }
        let package = try TestPackage(["dev": Self.settings], aws: ScriptedAWS(answers))
        let plan = try await package.run(Doorman.self, "plan")
        #expect(plan.output.contains("permissionsBoundary \(Self.limits)"), "\(plan.output)\(plan.error)")
        let policy = try await package.run(Doorman.self, "policy")
        #expect(
            policy.sentence.isEmpty
                && policy.output.contains("\"iam:PermissionsBoundary\": \"\(Self.limits)\""))
    }

    @Test("that exists but is not described is reported in plan and status")
    func reported() async throws {
        let existing = RoleScript.answers(
            permissions: nil, inline: [], tags: ["deployer:stack": "doorman", "deployer:stage": "dev"],
            boundary: Self.others)
        let answers = existing.merging(Self.account) { $1 }
        let package = try TestPackage(aws: ScriptedAWS(answers))
        for command in ["plan", "status"] {
            let output = try await package.run(Doorman.self, command, "--json").output
            #expect(output.contains("limited by \(Self.others)"), "\(command): \(output)")
        }
    }

    @Test("of another partition or account is refused before any request or output")
    func elsewhere() async throws {
        let package = try TestPackage(["dev": Self.settings])
        for command in [["plan"], ["status"], ["deploy", "--yes"], ["policy"]] {
            let ending = try await package.run(
                Doorman.self, command[0], command.dropFirst() + ["--region", "cn-north-1"])
            #expect(ending.code == .failed && ending.output.isEmpty, "\(command)")
            #expect(
                ending.sentence.contains(
                    "must be the ARN of a managed policy of this account or of AWS's own, as arn:aws-cn:iam::"))
        }
        #expect(package.aws.requests.isEmpty)
    }
}
