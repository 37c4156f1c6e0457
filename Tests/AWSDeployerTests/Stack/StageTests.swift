import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("A stage")
struct StageTests {
    /// A table whose name has its place, as the names of buckets often have.
    private enum Placed: AWSStack {
        static let name = "placed"
        static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
            Table("pages-\(stage.account)-\(stage.region)", partitionKey: .string("id"))
        }
    }

    @Test("gives the ARN of what is described, before it exists, in any partition")
    func arns() {
        let stage = Stage(name: "dev", settings: NoSettings(), region: "cn-north-1", account: "210987654321")
        let table = Table(stage.named("Pages"), partitionKey: .string("id"))
        #expect(stage.arn(of: table) == "arn:aws-cn:dynamodb:cn-north-1:210987654321:table/Pages-dev")
        #expect(stage.arn(service: "sqs", resource: "jobs") == "arn:aws-cn:sqs:cn-north-1:210987654321:jobs")
    }

    @Test(
        "has its region and account at hand for the description, from the settings or from the login",
        arguments: [#"{"region": "eu-north-1", "account": "123456789012"}"#, #"{"region": "eu-north-1"}"#])
    func described(settings: String) async throws {
        let package = try TestPackage(
            ["dev": settings], aws: ScriptedAWS(["GetCallerIdentity": [.caller(of: "123456789012")]]))
        let policy = try await package.run(Placed.self, "policy")
        #expect(policy.code == .done, "\(policy.error)")
        let arn = "arn:aws:dynamodb:eu-north-1:123456789012:table/pages-123456789012-eu-north-1"
        #expect(policy.output.contains(arn), "\(policy.output)")
    }

    struct Sizes: StageSettings {
        let memoryMiB: Int
        init(from reader: SettingsReader) { memoryMiB = reader.integer("memoryMiB", default: 256, in: 128...512) }
    }

    func stage(_ name: String) throws -> Stage<Sizes> {
        Stage(name: name, settings: try SettingsFile(stage: name, path: "x", contents: Data("{}".utf8)).read())
    }

    @Test("called prod leaves names unchanged")
    func production() throws {
        let stage = try stage("prod")
        #expect(stage.isProduction)
        #expect(stage.named("VisitorCount") == "VisitorCount")
    }

    @Test("with any other name appends it to names", arguments: ["dev", "test", "prod2", "production", "pr-17"])
    func others(_ name: String) throws {
        let stage = try stage(name)
        #expect(!stage.isProduction)
        #expect(stage.named("VisitorCount") == "VisitorCount-\(name)")
    }

    @Test("has the settings of its file as its own")
    func settings() throws { #expect(try stage("dev").memoryMiB == 256) }
}
