import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A release in a rollback")
struct RollbackTargetTests {
    /// A stack after this many deploys, each with another memory size.
    private func fixture(deployed times: Int) async throws -> LambdaFixture {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        for time in 1..<times {
            var function = fixture.function
            function.configuration.memoryMiB = 128 * (time + 1)
            _ = try await reconcile(function, in: fixture.context)
            _ = try await reconcile(Release(of: function, as: "live"), in: fixture.context)
        }
        fixture.lambda.forgetRequests()
        return fixture
    }

    private func served(_ fixture: LambdaFixture) -> String? {
        fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] as? String
    }

    private func rollBack(_ fixture: LambdaFixture, to version: String? = nil) async throws -> [[String]] {
        try await reconcile(RollbackTarget(of: fixture.release, at: version), in: fixture.context)
    }

    @Test("serves the previous version, by one write that names the observed revision")
    func back() async throws {
        let fixture = try await fixture(deployed: 2)
        let revision = fixture.lambda.aliases["visitor-counter:live"]?["RevisionId"] as? String
        #expect(try await rollBack(fixture) == [["version"]])
        #expect(served(fixture) == "1")
        #expect(fixture.lambda.writes == ["UpdateAlias"])
        let body = try #require(fixture.lambda.bodies["UpdateAlias"])
        #expect(revision != nil && body["RevisionId"] as? String == revision)
        #expect((body["RoutingConfig"] as? [String: [String: Double]])?["AdditionalVersionWeights"] == [:])
    }

    @Test("goes one version further back each time, however many there are")
    func further() async throws {
        let fixture = try await fixture(deployed: 11)
        for expected in ["10", "9", "8"] {
            _ = try await rollBack(fixture)
            #expect(served(fixture) == expected)
        }
    }

    @Test("goes to the highest number below the served one, whatever the order of the list")
    func anyOrder() async throws {
        let fixture = try await fixture(deployed: 10)
        let all = try #require(fixture.lambda.versions["visitor-counter"])
        fixture.lambda.versions["visitor-counter"] = [10, 2, 9, 1].map { all[$0 - 1] }
        _ = try await rollBack(fixture)
        #expect(served(fixture) == "9")
        _ = try await rollBack(fixture)
        #expect(served(fixture) == "2")
    }

    @Test("serves the requested version, and writes nothing if it already does")
    func named() async throws {
        let fixture = try await fixture(deployed: 3)
        #expect(try await rollBack(fixture, to: "1") == [["version"]])
        #expect(try await rollBack(fixture, to: "1") == [])
        #expect(try await rollBack(fixture, to: "3") == [["version"]])
        #expect(served(fixture) == "3")
        await #expect(throws: NoSuchVersion(version: "7", of: "visitor-counter:live", among: ["1", "2", "3"])) {
            try await rollBack(fixture, to: "7")
        }
    }

    @Test("has no older version if it serves the first one, or if nothing exists")
    func nothing() async throws {
        let fixture = try await fixture(deployed: 1)
        await #expect(throws: NoEarlierVersion(release: "visitor-counter:live", served: "1")) {
            try await rollBack(fixture)
        }
        let empty = try await LambdaFixture()
        for version in [nil, "1"] {
            await #expect(throws: NoEarlierVersion(release: "visitor-counter:live", served: nil)) {
                try await rollBack(empty, to: version)
            }
        }
        #expect(fixture.lambda.writes.isEmpty && empty.lambda.writes.isEmpty)
    }

    @Test("serves the newest version if it served the function's own state before")
    func unpublished() async throws {
        let fixture = try await fixture(deployed: 2)
        fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] = "$LATEST"
        #expect(try await rollBack(fixture) == [["version"]])
        #expect(served(fixture) == "2")
    }

    @Test(
        "warns of a version whose role is gone, recreated or no longer described")
    func role() async throws {
        let fixture = try await fixture(deployed: 2)
        let earlier = RollbackTarget(of: fixture.release, at: nil)
        func remarks() async throws -> [String] {
            try await earlier.prepared(in: fixture.context).remarks(on: [Change("version", from: .none, to: .none)])
        }
        #expect(try await remarks() == ["no downtime"])
        fixture.lambda.roles["counter-role"]?.id = "AROAAGAIN"
        #expect(try await remarks().first?.contains("made again as AROAAGAIN: its calls may fail") == true)
        fixture.lambda.roles["counter-role"] = nil
        #expect(try await remarks().first?.contains("is gone: its calls may fail") == true)
        fixture.lambda.versions["visitor-counter"]?[0]["Role"] = "arn:aws:iam::123456789012:role/another"
        #expect(try await remarks().first?.contains("role another, which is no longer described") == true)
    }

    @Test("takes back the share of other versions")
    func shares() async throws {
        let fixture = try await fixture(deployed: 3)
        fixture.lambda.aliases["visitor-counter:live"]?["RoutingConfig"] = ["AdditionalVersionWeights": ["1": 0.1]]
        #expect(try await rollBack(fixture) == [["version", "otherVersions"]])
        #expect(try await rollBack(fixture, to: "2") == [])
    }

    @Test("that AWS is still moving to its version is waited for, and not written again")
    func settling() async throws {
        let fixture = try await fixture(deployed: 3)
        fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] = "2"
        fixture.lambda.aliases["visitor-counter:live"]?["RoutingConfig"] = ["AdditionalVersionWeights": ["3": 1.0]]
        let earlier = RollbackTarget(of: fixture.release, at: "2")
        let found = try #require(try await earlier.observe(in: fixture.context))
        #expect(found.readiness == .pending("version 3 still serves until the new one is ready"))
        #expect(earlier.changes(from: found.value) == [])
    }

    @Test("has the owner of the function, and is not recreated if it was deleted")
    func ownership() async throws {
        let fixture = try await fixture(deployed: 2)
        let release = RollbackTarget(of: fixture.release, at: "1")
        #expect(try await release.observe(in: fixture.context)?.ownership == .ours)
        fixture.lambda.tags["visitor-counter"] = ["owner": "them"]
        let foreign = try await release.observe(in: fixture.context)?.ownership
        #expect(foreign == .foreign(tags: ["owner": "them"]))
        fixture.lambda.aliases = [:]
        #expect(try await release.observe(in: fixture.context) == nil)
        await #expect(throws: Conflict("it was removed meanwhile")) { try await release.create(in: fixture.context) }
    }
}
