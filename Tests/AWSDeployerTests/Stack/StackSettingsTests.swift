import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The common settings in a stage's file")
struct StackSettingsTests {
    func read(_ json: String) throws -> StackSettings<NoSettings> {
        try SettingsFile(stage: "dev", path: "config/dev.json", contents: Data(json.utf8)).read()
    }

    @Test("have a region and an account")
    func both() throws {
        let settings = try read(#"{"region": "eu-west-1", "account": "012345678901"}"#)
        #expect(settings.region == "eu-west-1")
        #expect(settings.account == "012345678901")
    }

    @Test(
        "may be empty", arguments: ["{}", #"{"region": null, "account": null}"#, #"{"$schema": "schema.json"}"#])
    func neither(_ json: String) throws {
        let settings = try read(json)
        #expect(settings.region == nil)
        #expect(settings.account == nil)
    }

    @Test(
        "may have a region of any partition",
        arguments: [
            "us-east-1", "ap-southeast-12", "us-gov-west-1", "cn-north-1", "eusc-de-east-1", "us-iso-east-1",
            "us-isob-east-1",
        ])
    func regions(_ name: String) throws {
        #expect(try read(#"{"region": "\#(name)"}"#).region == name)
    }

    @Test(
        "accept no text that cannot be a region",
        arguments: [
            "", "eu", "eu-west", "west-1", "EU-WEST-1", "eu-west-1a", "eu-west-", "eu--1", "-west-1", "eu-west-+1",
            "eu-west-1 ", "eu west 1", "éu-west-1", "eu-wést-1", "eu-west-١", "evil.example/-a-1",
            "eu-\(String(repeating: "w", count: 40))-1",
        ])
    func noRegions(_ name: String) throws {
        let error = try #require(throws: SettingsError.self) { try read(#"{"region": "\#(name)"}"#) }
        #expect(error.file == "config/dev.json")
        #expect(error.problems.count == 1)
        #expect(error.problems[0].hasPrefix("region is "))
        #expect(error.problems[0].contains("eu-west-1"))
    }

    @Test(
        "accept as an account only twelve digits in quotes",
        arguments: [
            #""""#, #""12345678901""#, #""1234567890123""#, #""12345678901x""#, #""１２３４５６７８９０１２""#, "123456789012",
            #""-23456789012""#, "true", "[]",
        ])
    func noAccounts(_ value: String) throws {
        let error = try #require(throws: SettingsError.self) { try read(#"{"account": \#(value)}"#) }
        #expect(error.problems.count == 1)
        #expect(error.problems[0].hasPrefix("account is "))
        #expect(error.problems[0].contains("twelve digits, in quotes"))
    }

    @Test("may have a boundary for the stage's roles: only a managed policy's ARN")
    func boundary() throws {
        let arn = "arn:aws:iam::123456789012:policy/limits"
        #expect(try read(#"{"permissionsBoundary": "\#(arn)"}"#).permissionsBoundary == arn)
        #expect(try read("{}").permissionsBoundary == nil)
        for value in ["limits", "arn:aws:iam::123456789012:role/limits"] {
            let error = try #require(throws: SettingsError.self) { try read(#"{"permissionsBoundary": "\#(value)"}"#) }
            #expect(error.problems.count == 1 && error.problems[0].contains("a managed policy's ARN, as arn:aws:iam::"))
        }
    }

    @Test(
        "may have tags for all resources of the stage",
        arguments: [
            (#"{"CostCenter": "42", "Größe 1": ""}"#, ["CostCenter": "42", "Größe 1": ""]), ("{}", [:]), ("null", [:]),
        ])
    func tags(_ value: String, expected: [String: String]) throws {
        #expect(try read(#"{"tags": \#(value)}"#).tags == expected)
    }

    @Test(
        "accept no tag that AWS would refuse, nor one of the deployer's own",
        arguments: [
            (#"{"CostCenter": 42}"#, "tags.CostCenter is 42; allowed is text: 0 to 256 of letters"),
            (#"{"a": "b;c"}"#, "tags.a is \"b;c\""), (#"{"a": null}"#, "tags.a is null"),
            (#"{"": "x"}"#, "tags has the name \"\""), (#"{"a;b": "x"}"#, "tags has the name \"a;b\""),
            (#"{"deployer:stack": "x"}"#, "without aws: or deployer: at the start"),
            (#"{"Deployer:x": "x"}"#, "tags has the name \"Deployer:x\""),
            (#"{"AWS:x": "x"}"#, "without aws: or deployer: at the start"),
            (#"["a"]"#, "tags is "), (#""a=b""#, "tags is \"a=b\""),
        ])
    func noTags(_ value: String, problem: String) throws {
        let error = try #require(throws: SettingsError.self) { try read(#"{"tags": \#(value)}"#) }
        #expect(error.problems.count == 1)
        #expect(error.problems[0].contains(problem), "\(error.problems)")
    }

    @Test("report all their errors at once")
    func everythingAtOnce() throws {
        let json = #"{"region": 7, "account": "7", "regoin": "eu-west-1", "memory": 128}"#
        let error = try #require(throws: SettingsError.self) { try read(json) }
        #expect(error.problems.count == 4)
        #expect(error.problems.contains { $0.contains("regoin") && $0.contains("region?") })
        #expect(error.problems.contains { $0.contains("memory") })
    }
}
