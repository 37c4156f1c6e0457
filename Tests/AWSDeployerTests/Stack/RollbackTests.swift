import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

/// A stack with as many releases as its settings say.
private struct Band: AWSStack {
    struct Size: StageSettings {
        let releases: Int
        init(from reader: SettingsReader) { releases = reader.integer("releases", default: 0, in: 0...9) }
    }

    static let name = "band"

    static func resources(_ stage: Stage<Size>) -> [any AWSResource] {
        let role = Role(stage.named("player"), trusts: .lambda, allows: [])
        let functions = (0..<stage.releases).map {
            Function(stage.named("player-\($0)"), code: .executable("Player"), role: role)
        }
        return [role] + functions + functions.map { Release(of: $0, as: "live") }
    }
}

@Suite("The command rollback")
struct RollbackTests {
    private func run(releases: Int, _ words: String...) async throws -> (ending: TestPackage.Ending, asked: [String]) {
        try await run(releases: releases, words)
    }

    private func run(releases: Int, _ words: [String]) async throws -> (ending: TestPackage.Ending, asked: [String]) {
        let settings = #"{"region": "eu-west-1", "account": "123456789012", "releases": \#(releases)}"#
        let aws = ScriptedAWS(["GetCallerIdentity": [.caller(of: "123456789012")]])
        let package = try TestPackage(["dev": settings], aws: aws)
        return (try await package.run(Band.self, "rollback", words + ["--yes"]), package.aws.operations)
    }

    @Test("sends no request if the stack has no release")
    func none() async throws {
        let (ending, asked) = try await run(releases: 0)
        #expect(ending.code == .badUsage && asked.isEmpty)
        #expect(ending.sentence.contains("band has no release that could be rolled back"))
    }

    @Test("accepts a version only for a single release")
    func several() async throws {
        let (ending, asked) = try await run(releases: 2, "--to", "3")
        #expect(ending.code == .badUsage && asked.isEmpty)
        #expect(ending.sentence.contains("--to takes the version of one release, and band has 2"))
    }

    @Test("reads only the release that is named, by its alias or by its whole name, and takes a version for it")
    func named() async throws {
        for words in [["--release", "player-1-dev:live"], ["--release", "player-1-dev:live", "--to", "3"]] {
            let (_, asked) = try await run(releases: 2, words)
            #expect(asked.contains { $0.hasSuffix("/functions/player-1-dev/versions") })
            #expect(!asked.contains { $0.contains("player-0-dev") })
        }
        let (_, both) = try await run(releases: 2, ["--release", "live"])
        #expect(both.contains { $0.contains("player-0-dev") } && both.contains { $0.contains("player-1-dev") })
    }

    @Test("sends no request if the stack has no release of that name")
    func unknown() async throws {
        let (ending, asked) = try await run(releases: 2, ["--release", "beta"])
        #expect(ending.code == .badUsage && asked.isEmpty)
        #expect(ending.sentence.contains("It has player-0-dev:live, player-1-dev:live."))
    }

    @Test("accepts only a version's number", arguments: ["0", "-1", "$LATEST", "live", "1.5"])
    func number(_ text: String) async throws {
        let (ending, asked) = try await run(releases: 1, "--to", text)
        #expect(ending.code == .badUsage && asked.isEmpty)
        #expect(ending.sentence.contains("--to takes"), "\(ending.sentence)")
    }

    @Test("is refused before any request if nobody can confirm it")
    func unattended() async throws {
        let package = try TestPackage()
        let ending = try await package.run(Band.self, "rollback")
        #expect(ending.code == .badUsage && package.aws.operations.isEmpty)
        #expect(ending.sentence.contains("rollback asks before it changes anything"))
    }

    @Test("reads each release, and names the one that it cannot roll back")
    func each() async throws {
        let (ending, asked) = try await run(releases: 2)
        #expect(ending.code == .failed)
        for name in ["player-0-dev", "player-1-dev"] {
            #expect(asked.contains { $0.hasPrefix("GET ") && $0.hasSuffix("/functions/\(name)/versions") })
        }
        #expect(asked.allSatisfy { $0.hasPrefix("GET ") || ["GetCallerIdentity", "GetRole"].contains($0) })
        #expect(ending.sentence.hasPrefix("Error: release player-"), "\(ending.sentence)")
    }
}
