import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

/// Holds back the first calls of PublishVersion until so many of them wait: each then names the same revision.
private actor PublishingGate {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(count: Int) { missing = count }

    func pass() async {
        guard missing > 0 else { return }
        missing -= 1
        guard missing > 0 else {
            for continuation in waiting { continuation.resume() }
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }
}

/// A connection to Lambda on which all releases publish at the same moment.
private struct GatedLambda: Transport {
    let lambda: FakeLambda
    let gate: PublishingGate

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        if request.method == "POST", request.url.hasSuffix("/versions") { await gate.pass() }
        return try await lambda.send(request)
    }
}

@Suite("Several releases of one function")
struct SeveralReleasesTests {
    static let aliases = ["live", "beta", "alpha", "next"]

    private func resources(_ fixture: LambdaFixture, _ aliases: [String], memoryMiB: Int = 128) -> [any Resource<AWS>] {
        var function = fixture.function
        function.configuration.memoryMiB = memoryMiB
        let releases = aliases.map { Release(of: function, as: $0) }
        let urls = releases.map {
            FunctionURL(
                to: $0, access: $0.alias == "live" ? .everyone : .signed,
                cors: CORS(origins: ["https://\($0.alias).example"]))
        }
        return [StandingRole(name: LambdaFixture.role.name), function] + releases + urls
    }

    @Test("are deployed together: publishing at the same time is no other deployer's doing")
    func together() async throws {
        let fixture = try await LambdaFixture()
        for (memory, versions) in [(128, 1), (256, 2)] {
            let gate = PublishingGate(count: Self.aliases.count)
            let context = try AWS.answered(
                by: GatedLambda(lambda: fixture.lambda, gate: gate), packager: Packager(packageRoot: "/nowhere"))
            let outcome = try await deploy(resources(fixture, Self.aliases, memoryMiB: memory), in: context)
            #expect(outcome.failures.isEmpty)
            #expect(fixture.lambda.versions["visitor-counter"]?.count == versions)
            for alias in Self.aliases {
                #expect(
                    fixture.lambda.aliases["visitor-counter:\(alias)"]?["FunctionVersion"] as? String == "\(versions)")
            }
        }
        for alias in Self.aliases {
            let url = try #require(fixture.lambda.urls["visitor-counter:\(alias)"])
            #expect((url["Cors"] as? [String: Any])?["AllowOrigins"] as? [String] == ["https://\(alias).example"])
            #expect(url["AuthType"] as? String == (alias == "live" ? "NONE" : "AWS_IAM"))
            #expect(fixture.lambda.policies["visitor-counter:\(alias)"]?.isEmpty ?? true == (alias != "live"))
        }
    }
}
