import AWSClient
import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("A stack's own commands and notes")
struct StackAccessTests {
    /// Responses for an account in which the stack's table exists.
    static let deployed: [String: [ScriptedAWS.Answer]] = [
        "GetCallerIdentity": [.caller(of: "123456789012")],
        "DescribeTable": [
            .json(
                #"{"Table": {"TableStatus": "ACTIVE", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "#
                    + #""AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "#
                    + #""BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"}}}"#)
        ],
        "ListTagsOfResource": [
            .json(
                #"{"Tags": [{"Key": "deployer:stack", "Value": "diary"}, {"Key": "deployer:stage", "Value": "dev"}]}"#)
        ],
        "GetResources": [.json(#"{"ResourceTagMappingList": []}"#)],
        "DescribeContinuousBackups": [
            .json(
                #"{"ContinuousBackupsDescription": {"PointInTimeRecoveryDescription": "#
                    + #"{"PointInTimeRecoveryStatus": "DISABLED"}}}"#)
        ],
        "GetResourcePolicy": [.error("PolicyNotFoundException")],
        "DescribeTimeToLive": [.json(#"{"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}"#)],
    ]

    @Test("are in the help beside the others")
    func help() async throws {
        let package = try TestPackage()
        let help = try await package.run(Diary.self, "--help").output
        #expect(help.contains("  read      Shows the diary.\n") && help.contains("  package   Writes"))
        let own = try await package.run(Diary.self, "read", "--help").output
        for option in ["--stage NAME", "--config PATH", "--region NAME", "--profile NAME"] {
            #expect(own.contains(option))
        }
        #expect(!own.contains("--json"))
        #expect(!(try await package.run(Guestbook.self, "--help").output.contains("read")))
    }

    @Test("read the requested stage, its settings file, its outputs and the program's environment")
    func inspects() async throws {
        var package = try TestPackage(aws: ScriptedAWS(Self.deployed))
        package.environment["INK"] = "blue"
        let ending = try await package.run(Diary.self, "read")
        #expect(ending.code == .done, "\(ending.error)")
        let root = package.folder.path
        #expect(ending.output == "dev of config/dev.json: Pages-dev, nil, blue\n\(root)\n")
        #expect(package.aws.operations.allSatisfy(ScriptedAWS.isRead))
    }

    @Test("find each of several outputs of a kind by its own name, as in JSON")
    func severalOutputs() async throws {
        let package = try TestPackage(aws: ScriptedAWS(Self.deployed))
        let status = try await package.run(Archive.self, "status", "--json")
        #expect(status.code == .done, "\(status.error)")
        #expect(
            status.output.hasSuffix(
                #""outputs": {"table.Pages-dev": "Pages-dev", "names": "Names-dev", "table.Marks-dev": "Marks-dev"}}"#
                    + "\n"))
        #expect(try await package.run(Archive.self, "names").output == "Names-dev, Marks-dev, nil\n")
    }

    @Test("with the same name are refused before any request but for the account")
    func sameName() async throws {
        let package = try TestPackage(aws: ScriptedAWS(Self.deployed))
        let plan = try await package.run(Twins.self, "deploy", "--yes")
        #expect(plan.code == .failed && package.aws.operations == ["GetCallerIdentity"])
        #expect(plan.sentence.contains("the output of table Marks-dev cannot be called names."), "\(plan.error)")
    }

    @Test("find no outputs if nothing exists, and get explained errors")
    func nothing() async throws {
        let ending = try await TestPackage(aws: ScriptedAWS(StackProgramTests.nothing)).run(Diary.self, "read")
        #expect(ending.output.hasPrefix("dev of config/dev.json: nil, nil, nil\n"), "\(ending.error)")
        var package = try TestPackage()
        package.environment = ["AWS_EC2_METADATA_DISABLED": "true"]
        let failed = try await package.run(Diary.self, "read")
        #expect(failed.code == .failed && failed.sentence.hasPrefix("Error: There are no AWS credentials."))
        let unknown = try await package.run(Diary.self, "read", "--stage", "prod")
        #expect(unknown.code == .badUsage && unknown.sentence.contains(#"there is no stage "prod""#))
    }

    @Test("never replace a standard command")
    func shadowed() async throws {
        let ending = try await TestPackage(aws: ScriptedAWS(Self.deployed)).run(Diary.self, "status")
        #expect(ending.output.contains("Deployed, and as described.") && !ending.output.contains("shadow"))
    }

    @Test("show notes of existing resources with status, and never in JSON")
    func notes() async throws {
        let package = try TestPackage(aws: ScriptedAWS(Self.deployed))
        #expect(
            try await package.run(Diary.self, "status").output.hasSuffix(
                "\n\nWrite into Pages-dev of dev:\n  pen   down\n"))
        let json = try await TestPackage(aws: ScriptedAWS(Self.deployed)).run(Diary.self, "status", "--json")
        #expect(!json.output.contains("Write") && !json.error.contains("Write"))
        #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
    }
}

/// A stack of three tables, with a name for one of the outputs.
private struct Archive: AWSStack {
    static let name = "diary"

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        [
            Table(stage.named("Pages"), partitionKey: .string("id")),
            Table(stage.named("Names"), partitionKey: .string("id")).named(output: "names"),
            Table(stage.named("Marks"), partitionKey: .string("id")),
        ]
    }

    static func commands(_ access: StackAccess<NoSettings>) -> [Command] {
        let names = Command("names", summary: "Shows the names.", discussion: "", options: Option.ofStage) {
            arguments, console in
            let found = try await access.inspect(arguments, console)
            let values = ["names", "table.Marks-dev", "table"].map { found.output($0) ?? "nil" }
            console.say(values.joined(separator: ", "))
            return .done
        }
        return [names]
    }
}

/// A stack with the same name for two outputs.
private struct Twins: AWSStack {
    static let name = "diary"

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        ["Names", "Marks"].map { Table(stage.named($0), partitionKey: .string("id")).named(output: "names") }
    }
}

/// A stack with its own command and notes.
private struct Diary: AWSStack {
    static let name = "diary"

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        [Table(stage.named("Pages"), partitionKey: .string("id"))]
    }

    static func notes(on outputs: [Output], of stage: Stage<NoSettings>) -> String {
        guard let table = outputs.first(where: { $0.name == "table" })?.value else { return "" }
        return "Write into \(table) of \(stage.name):\n  pen   down"
    }

    static func commands(_ access: StackAccess<NoSettings>) -> [Command] {
        let read = Command("read", summary: "Shows the diary.", discussion: "", options: Option.ofStage) {
            arguments, console in
            let found = try await access.inspect(arguments, console)
            func text(_ value: String?) -> String { value ?? "nil" }
            console.say(
                "\(found.stage.name) of \(found.settingsFile): \(text(found.output("table"))), "
                    + "\(text(found.output("url"))), \(text(access.environment["INK"]))")
            console.present(access.packageRoot)
            return .done
        }
        let shadow = Command("status", summary: "", discussion: "", options: []) { _, console in
            console.say("shadow")
            return .done
        }
        return [read, shadow]
    }
}
