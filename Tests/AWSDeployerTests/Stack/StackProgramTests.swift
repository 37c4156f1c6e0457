import AWSClient
import Foundation
import HostTestSupport
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("A program that is a stack")
struct StackProgramTests {
    /// Responses for an empty account.
    static let nothing: [String: [ScriptedAWS.Answer]] = [
        "GetCallerIdentity": [.caller(of: "123456789012")],
        "DescribeTable": [.error("ResourceNotFoundException")],
        "GetResources": [.json(#"{"ResourceTagMappingList": []}"#)],
        "ListTagsOfResource": [.error("ResourceNotFoundException")],
        "DescribeContinuousBackups": [.error("TableNotFoundException")],
        "GetResourcePolicy": [.error("ResourceNotFoundException")],
        "DescribeTimeToLive": [.error("ResourceNotFoundException")],
    ]

    @Test("has every command, and lists the environment variables in its help")
    func help() async throws {
        let help = try await TestPackage().run(Postcard.self, "--help")
        #expect(help.code == .done)
        for word in ["sample", "Sends postcards.", "plan", "deploy", "status", "destroy", "package", "AWS_PROFILE"] {
            #expect(help.output.contains(word))
        }
        for command in ["plan", "deploy", "status", "package"] {
            #expect(
                try await TestPackage().run(Postcard.self, command, "--help").output.contains("--function [NAME=]PATH"))
        }
        #expect(!(try await TestPackage().run(Postcard.self, "destroy", "--help").output.contains("--function")))
    }

    @Test("plans, and changes nothing")
    func plan() async throws {
        let package = try TestPackage(aws: ScriptedAWS(Self.nothing))
        let plan = try await package.run(Guestbook.self, "plan")
        #expect(plan.code == .done, "\(plan.error)")
        #expect(plan.output.contains("guestbook · dev · 123456789012 · eu-west-1 · as ci"))
        #expect(plan.output.contains("Entries-dev"))
        #expect(plan.error.isEmpty)
        #expect(package.aws.operations.allSatisfy(ScriptedAWS.isRead))
        #expect(package.aws.operations.first == "GetCallerIdentity")
    }

    @Test("gives every resource its tags: its own override the stage's, and those override the stack's")
    func tags() async throws {
        let settings = #"{"region": "eu-west-1", "tags": {"CostCenter": "stage", "Phase": "stage"}}"#
        let package = try TestPackage(["dev": settings], aws: ScriptedAWS(Self.nothing))
        let plan = try await package.run(Ledger.self, "plan", "--json")
        #expect(plan.code == .done, "\(plan.error)")
        for tag in [
            ("CostCenter", "stage"), ("Phase", "table"), ("Team", "stack"), ("deployer:stack", "ledger"),
            ("deployer:stage", "dev"),
        ] {
            let change = #""property": "tags.\#(tag.0)", "from": null, "to": "\#(tag.1)""#
            #expect(plan.output.contains(change), "\(plan.output)")
        }
    }

    @Test("refuses tags of the stack that are the deployer's own, before any change")
    func ownTags() async throws {
        let package = try TestPackage(aws: ScriptedAWS(Self.nothing))
        let ending = try await package.run(Forger.self, "deploy", "--yes")
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains(#"AWSStack.tags is "deployer:stack""#), "\(ending.error)")
        #expect(ending.sentence.contains("named without aws: or deployer: at the start"))
        #expect(package.aws.operations.allSatisfy(ScriptedAWS.isRead))
    }

    @Test("without credentials says where it searched, and sends no request", arguments: [true, false])
    func noCredentials(namesAccount: Bool) async throws {
        var package = try TestPackage([
            "dev": #"{"region": "eu-west-1"\#(namesAccount ? #", "account": "123456789012""# : "")}"#
        ])
        package.environment = ["HOME": package.folder.path, "AWS_EC2_METADATA_DISABLED": "true"]
        let ending = try await package.run(Guestbook.self, "deploy", "--yes")
        #expect(ending.code == .failed)
        #expect(ending.sentence.hasPrefix("Error: There are no AWS credentials. Tried: environment variables ("))
        #expect(ending.sentence.contains("Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"))
        #expect(ending.output.isEmpty)
        #expect(package.aws.requests.isEmpty)
    }

    @Test("works without a home folder, and without any variables")
    func noHome() async throws {
        var package = try TestPackage()
        package.environment = ["AWS_EC2_METADATA_DISABLED": "true"]
        // None of the files of the user who runs this test.
        for variable in ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] {
            package.environment[variable] = "~/.no-such-folder/file"
        }
        let ending = try await package.run(Guestbook.self, "plan")
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains("There are no AWS credentials"))
        #expect(ending.sentence.contains("/.no-such-folder/file"))
        #expect(!ending.sentence.contains("~"), "the password database knows a home folder too")
    }

    @Test("with half a pair of keys says which half, and never shows the other")
    func brokenCredentials() async throws {
        var package = try TestPackage()
        package.environment["AWS_ACCESS_KEY_ID"] = nil
        let ending = try await package.run(Guestbook.self, "plan")
        #expect(ending.code == .failed)
        #expect(ending.sentence.hasPrefix("Error: The AWS login cannot be used. Environment variables: "))
        #expect(ending.sentence.contains("AWS_ACCESS_KEY_ID"))
        #expect(!ending.error.contains("very-secret-key"))
    }

    @Test("with a profile that does not exist says where it searched")
    func noProfile() async throws {
        var package = try TestPackage()
        package.environment["HOME"] = package.folder.path
        let ending = try await package.run(Guestbook.self, "plan", "--profile", "nobody")
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains("there is no profile nobody in"))
        #expect(package.aws.requests.isEmpty)
    }

    @Test("does nothing in another account than the stage's", arguments: ["plan", "deploy", "destroy"])
    func wrongAccount(_ command: String) async throws {
        var answers = Self.nothing
        answers["GetCallerIdentity"] = [.caller(of: "999999999999")]
        let package = try TestPackage(
            ["dev": #"{"region": "eu-west-1", "account": "123456789012"}"#], aws: ScriptedAWS(answers))
        let words = command == "plan" ? [] : ["--yes"]
        let ending = try await package.run(Guestbook.self, command, words)
        #expect(ending.code == .failed)
        #expect(ending.sentence.hasPrefix("Error: This login is of the wrong account for stage dev."))
        #expect(ending.sentence.contains("config/dev.json") && ending.sentence.contains("999999999999"))
        #expect(!package.aws.operations.isEmpty && package.aws.operations.allSatisfy(ScriptedAWS.isRead))
    }

    @Test("writes one JSON object also if it fails")
    func failureAsJSON() async throws {
        var package = try TestPackage(["dev": #"{"region": "eu-west-1", "account": "123456789012"}"#])
        package.environment = ["AWS_EC2_METADATA_DISABLED": "true"]
        let ending = try await package.run(Guestbook.self, "plan", "--json")
        let object = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
        #expect(object?["result"] as? String == "failed")
        #expect((object?["errors"] as? [[String: Any]])?.first?["what"] as? String == "There are no AWS credentials")
    }

    @Test("refuses a stage without a file, and names the existing stages")
    func unknownStage() async throws {
        let package = try TestPackage(["dev": "{}", "prod": "{}"])
        let ending = try await package.run(Guestbook.self, "plan", "--stage", "prdo")
        #expect(ending.code == .badUsage)
        #expect(ending.sentence.contains(#"there is no stage "prdo""#))
        #expect(ending.sentence.contains(#"Did you mean "prod"?"#))
        #expect(!ending.sentence.contains("//"))
        #expect(package.aws.requests.isEmpty)
    }

    @Test(
        "does nothing with invalid settings, and names file and key",
        arguments: [
            ("{", "config/dev.json"), ("", "is empty"), ("[]", "object in braces"),
            (#"{"region": "Ireland"}"#, "region is"), (#"{"colour": 1}"#, "colour is not a key"),
        ])
    func brokenSettings(_ text: String, _ words: String) async throws {
        let package = try TestPackage(["dev": text])
        let ending = try await package.run(Guestbook.self, "deploy", "--yes")
        #expect(ending.code == .failed)
        #expect(ending.sentence.hasPrefix("Error: config/dev.json cannot be used"))
        #expect(ending.sentence.contains(words))
        #expect(package.aws.requests.isEmpty)
    }

    @Test("reads settings of another folder, and a single file")
    func otherSettings() async throws {
        let package = try TestPackage([:], aws: ScriptedAWS(Self.nothing))
        try package.folder.write(Array(#"{"region": "eu-west-3"}"#.utf8), as: "my settings.json", mode: 0o644)
        let plan = try await package.run(Guestbook.self, "plan", "--config", "my settings.json")
        #expect(plan.code == .done, "\(plan.error)")
        #expect(plan.output.contains("eu-west-3"))
        let missing = try await package.run(Guestbook.self, "plan", "--config", "nowhere")
        #expect(missing.code == .badUsage)
        #expect(missing.sentence.contains("there are no settings at"))
    }

    @Test("refuses a question that nobody can answer, before any request", arguments: ["deploy", "destroy"])
    func noTerminal(_ command: String) async throws {
        let package = try TestPackage(aws: ScriptedAWS(Self.nothing))
        let ending = try await package.run(Guestbook.self, command)
        #expect(ending.code == .badUsage)
        #expect(ending.sentence.contains("no terminal to ask at") && ending.sentence.contains("--yes"))
        #expect(package.aws.requests.isEmpty)
    }

    @Test("takes the region from the command line, the settings, the environment, in this order")
    func regions() async throws {
        func region(_ settings: String, _ environment: [String: String], _ words: [String]) async throws -> String {
            var package = try TestPackage(["dev": settings], aws: ScriptedAWS(Self.nothing))
            package.environment.merge(environment) { $1 }
            let plan = try await package.run(Guestbook.self, "plan", words + ["--json"])
            let object = try JSONSerialization.jsonObject(with: Data(plan.output.utf8)) as? [String: Any]
            return object?["region"] as? String ?? plan.error
        }
        let variable = ["AWS_REGION": "eu-west-3"]
        let settings = #"{"region": "eu-west-2"}"#
        #expect(try await region(settings, variable, ["--region", "eu-west-1"]) == "eu-west-1")
        #expect(try await region(settings, variable, []) == "eu-west-2")
        #expect(try await region("{}", variable, []) == "eu-west-3")
    }

    @Test("without any region names the file where one belongs")
    func noRegion() async throws {
        let ending = try await TestPackage(["dev": "{}"]).run(Guestbook.self, "plan")
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains("There is no region") && ending.sentence.contains("config/dev.json"))
    }

    @Test("refuses an impossible region", arguments: ["Ireland", "eu-west-1.evil.example", "eu-west", "x y"])
    func wrongRegion(_ name: String) async throws {
        let package = try TestPackage()
        let ending = try await package.run(Guestbook.self, "plan", "--region", name)
        #expect(ending.code == .badUsage)
        #expect(ending.sentence.contains(#""\#(name)" is not the name of a region. It is as eu-west-1."#))
        #expect(package.aws.requests.isEmpty)
    }

    @Test("names the setting of an invalid endpoint")
    func wrongEndpoint() async throws {
        var package = try TestPackage()
        package.environment["AWS_ENDPOINT_URL"] = "localhost:4566"
        let ending = try await package.run(Guestbook.self, "plan")
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains(#"AWS_ENDPOINT_URL cannot be used: it is "localhost:4566"."#))
    }

    @Test("that describes a property that AWS would refuse names that property")
    func invalidDescription() async throws {
        let package = try TestPackage(aws: ScriptedAWS(Self.nothing))
        let ending = try await package.run(Misnamed.self, "plan")
        #expect(ending.code == .failed)
        #expect(ending.sentence.contains("AWS would refuse table bad name-dev as it is described"))
        #expect(ending.sentence.contains("it must be 3 to 255 of letters"))
        #expect(ending.sentence.contains("It is described in AWSDeployerTests/"))
        #expect(package.aws.operations == ["GetCallerIdentity"])
    }

    @Test("shows status without packing")
    func status() async throws {
        let package = try TestPackage(aws: ScriptedAWS(Self.nothing))
        let ending = try await package.run(Guestbook.self, "status")
        #expect(ending.code == .done, "\(ending.error)")
        #expect(package.aws.operations.allSatisfy(ScriptedAWS.isRead))
    }

    @Test("needs no settings file if it has no settings and the environment names the region")
    func noSettings() async throws {
        var package = try TestPackage([:], aws: ScriptedAWS(["GetCallerIdentity": [.caller(of: "123456789012")]]))
        try FileManager.default.removeItem(atPath: package.path("config"))
        let nowhere = try await package.run(Guestbook.self, "policy")
        #expect(
            nowhere.sentence
                == "Error: There is no region. Neither --region nor AWS_REGION nor the profile names one. Set AWS_REGION "
                + "or give --region; or write it into config/dev.json, as {\"region\": \"eu-west-1\"}.")
        package.environment["AWS_REGION"] = "eu-central-1"
        let policy = try await package.run(Guestbook.self, "policy")
        #expect(policy.code == .done, "\(policy.error)")
        #expect(policy.output.contains("arn:aws:dynamodb:eu-central-1:123456789012:table/"))
    }

    @Test("with settings needs its file")
    func withSettings() async throws {
        let package = try TestPackage([:])
        try FileManager.default.removeItem(atPath: package.path("config"))
        let ending = try await package.run(Postcard.self, "policy")
        #expect(ending.code == .badUsage && ending.sentence.contains("there are no settings at"), "\(ending.sentence)")
    }
}

/// A stack whose table has a name that DynamoDB refuses.
private struct Misnamed: AWSStack {
    static let name = "misnamed"

    static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
        [Table(stage.named("bad name"), partitionKey: .string("id"))]
    }
}
