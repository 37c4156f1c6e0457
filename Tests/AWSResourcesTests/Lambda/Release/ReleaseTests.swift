import Foundation
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A release")
struct ReleaseTests {
    private func redescribed(_ fixture: LambdaFixture, memoryMiB: Int) throws -> Function {
        var function = fixture.function
        function.configuration.memoryMiB = memoryMiB
        return function
    }

    @Test("publishes a version and points a new alias at it")
    func creation() async throws {
        let fixture = try await LambdaFixture()
        _ = try await reconcile(fixture.function, in: fixture.context)
        fixture.lambda.forgetRequests()
        #expect(try await reconcile(fixture.release, in: fixture.context) == [["created"]])
        #expect(fixture.lambda.writes == ["PublishVersion", "CreateAlias"])
        #expect(fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] as? String == "1")
    }

    @Test("needs no write the second time, and is read with parallel requests")
    func second() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.answersTogether = 5
        #expect(try await reconcile(fixture.release, in: fixture.context).isEmpty)
        #expect(fixture.lambda.writes.isEmpty)
        #expect(
            Set(fixture.lambda.requests) == [
                "GetAlias", "GetFunction", "GetPolicy", "GetProvisionedConcurrencyConfig", "GetRole",
            ])
    }

    @Test("is owned through its function and has no output of its own")
    func ownership() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let found = try await fixture.release.observe(in: fixture.context)
        #expect(found?.ownership == .through(fixture.function.id))
        #expect(found?.outputs == [])
        #expect(found?.value.version == "1")
        #expect(found?.revision == fixture.lambda.aliases["visitor-counter:live"]?["RevisionId"] as? String)
    }

    @Test("follows its function, by the names of the function's own properties")
    func follows() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let function = try redescribed(fixture, memoryMiB: 256)
        let release = Release(of: function, as: "live")
        #expect(try await differences(release, in: fixture.context).map(\.property) == ["memory"])
        _ = try await reconcile(function, in: fixture.context)
        fixture.lambda.forgetRequests()
        #expect(try await reconcile(release, in: fixture.context) == [["memory"]])
        #expect(fixture.lambda.writes == ["PublishVersion", "UpdateAlias"])
        #expect(fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] as? String == "2")
    }

    @Test("publishes nothing while its function is being changed, or if that failed")
    func notYet() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let release = Release(of: try redescribed(fixture, memoryMiB: 256), as: "live")
        fixture.lambda.functions["visitor-counter"]?["LastUpdateStatus"] = "InProgress"
        await #expect(throws: NotYet("the function is InProgress")) {
            try await reconcile(release, in: fixture.context)
        }
        fixture.lambda.functions["visitor-counter"]?["LastUpdateStatus"] = "Failed"
        await #expect(throws: NotYet("the function's last update has failed")) {
            try await reconcile(release, in: fixture.context)
        }
        #expect(fixture.lambda.writes.isEmpty)
    }

    @Test("names the code and the revision that it publishes")
    func guarded() async throws {
        let fixture = try await LambdaFixture()
        _ = try await reconcile(fixture.function, in: fixture.context)
        let revision = fixture.lambda.functions["visitor-counter"]?["RevisionId"] as? String
        _ = try await reconcile(fixture.release, in: fixture.context)
        let body = try #require(fixture.lambda.bodies["PublishVersion"])
        let described = try await fixture.release.prepared(in: fixture.context)
        #expect(body["CodeSha256"] as? String == described.configuration.codeSHA256)
        #expect(body["RevisionId"] as? String == revision)
    }

    @Test("is never moved from a revision that was not observed")
    func moved() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let described = try await fixture.release.prepared(in: fixture.context)
        let found = try #require(try await described.observe(in: fixture.context))
        fixture.lambda.aliases["visitor-counter:live"]?["RevisionId"] = "newer"
        await #expect(throws: Conflict("it was changed meanwhile by someone else")) {
            try await described.update([], from: found.value, in: fixture.context)
        }
    }

    @Test("never points at a function version that someone else changed", arguments: ["live", "new"])
    func anothers(alias: String) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let function = try redescribed(fixture, memoryMiB: 256)
        fixture.lambda.functions["visitor-counter"]?["MemorySize"] = 512
        await #expect(throws: Conflict("function visitor-counter was changed meanwhile")) {
            try await reconcile(Release(of: function, as: alias), in: fixture.context)
        }
        fixture.lambda.functions["visitor-counter"]?["CodeSha256"] = "other"
        await #expect(throws: Conflict("the function's code was changed meanwhile")) {
            try await reconcile(Release(of: function, as: alias), in: fixture.context)
        }
        #expect(!fixture.lambda.writes.contains { $0.hasSuffix("Alias") })
    }

    @Test("is published even if reads of the function are outdated: AWS compares the call with the current code")
    func staleRead() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        let function = try redescribed(fixture, memoryMiB: 256)
        let old = fixture.lambda.functions["visitor-counter"]
        _ = try await reconcile(function, in: fixture.context)
        fixture.lambda.readsAs["visitor-counter"] = old
        #expect(try await reconcile(Release(of: function, as: "live"), in: fixture.context) == [["memory"]])
        #expect(fixture.lambda.bodies["PublishVersion"]?["RevisionId"] == nil)
        #expect(fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] as? String == "2")
    }

    @Test("whose code changed between the read and the publication is in conflict")
    func codeMoved() async throws {
        let fixture = try await LambdaFixture()
        _ = try await reconcile(fixture.function, in: fixture.context)
        fixture.lambda.failures["PublishVersion"] = [
            (
                400, "InvalidParameterValueException",
                "CodeSHA256 (a=) is different from current CodeSHA256 in $LATEST (b=). Please try again with the "
                    + "CodeSHA256 in $LATEST."
            )
        ]
        await #expect(throws: Conflict("the function's code was changed meanwhile")) {
            try await reconcile(fixture.release, in: fixture.context)
        }
        #expect(fixture.lambda.aliases.isEmpty)
    }

    @Test("at $LATEST serves unpublished code, and is corrected")
    func latest() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] = "$LATEST"
        #expect(try await reconcile(fixture.release, in: fixture.context) == [["published"]])
        #expect(fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] as? String == "1")
        #expect(fixture.lambda.versions["visitor-counter"]?.count == 1)
    }

    @Test("gives no other version a share of the calls")
    func routing() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.aliases["visitor-counter:live"]?["RoutingConfig"] = ["AdditionalVersionWeights": ["7": 0.25]]
        let changes = try await differences(fixture.release, in: fixture.context)
        #expect(changes == [Change("otherVersions", from: .list([.text("7: 25 %")]), to: .list([]))])
        #expect(try await reconcile(fixture.release, in: fixture.context) == [["otherVersions"]])
        let routing = fixture.lambda.aliases["visitor-counter:live"]?["RoutingConfig"] as? FakeLambda.Object
        #expect((routing?["AdditionalVersionWeights"] as? [String: Double])?.isEmpty == true)
    }

    @Test(
        "that AWS is still moving to its version is waited for, and not written again",
        arguments: [["7": 1.0], ["7": 1e20], ["7": 1, "8": 0.5]])
    func settling(weights: [String: Double]) async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.aliases["visitor-counter:live"]?["RoutingConfig"] = ["AdditionalVersionWeights": weights]
        let found = try await fixture.release.observe(in: fixture.context)
        #expect(found?.readiness == .pending("version 7 still serves until the new one is ready"))
        #expect(try await differences(fixture.release, in: fixture.context) == [])
        #expect(fixture.lambda.writes == [])
    }

    @Test(
        "shows another version's share, whatever its number is",
        arguments: [
            ("0.1", "10 %"), ("1.0", "100 %"), ("1", "100 %"), ("0", "0 %"), ("0.125", "12.5 %"), ("0.00125", "0.13 %"),
            ("0.000001", "1e-06"), ("1.5", "1.5"), ("2", "2"), ("-0.25", "-0.25"), ("1e20", "1e+20"),
            ("-1e300", "-1e+300"),
        ])
    func weights(_ written: String, _ shown: String) throws {
        let json = #"{"FunctionVersion": "1", "RoutingConfig": {"AdditionalVersionWeights": {"7": \#(written)}}}"#
        let alias = try JSONDecoder().decode(AliasDetails.self, from: Data(json.utf8))
        #expect(alias.otherVersions == ["7: \(shown)"])
    }

    @Test("whose alias is not visible with its version yet is waited for")
    func versionUnseen() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] = "99"
        let found = try await fixture.release.observe(in: fixture.context)
        #expect(found?.readiness == .pending("its version cannot be seen yet"))
    }

    @Test("whose alias moved between two reads is read again: the alias's revision does not match the version")
    func movedBetween() async throws {
        let functions = "GET https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/f"
        func release(served: String) async throws -> Observation<Release>? {
            let version = #"{"Configuration": {"Version": "\#(served)", "State": "Active"}}"#
            let context = try AWS.answered(
                by: ScriptedAWS([
                    functions + "?Qualifier=live": [.json(version)],
                    functions.replacing("2015-03-31", with: "2019-09-30") + "/provisioned-concurrency?Qualifier=live": [
                        .error("ProvisionedConcurrencyConfigNotFoundException", status: 404)
                    ],
                    functions + "/aliases/live": [.json(#"{"FunctionVersion": "2", "RevisionId": "r"}"#)],
                    functions + "/policy?Qualifier=live": [.error("ResourceNotFoundException", status: 404)],
                    "GetRole": [.error("NoSuchEntity", status: 404)],
                ]))
            let function = Function("f", code: .executable("X"), role: LambdaFixture.role)
            return try await Release(of: function, as: "live").observe(in: context)
        }
        #expect(try await release(served: "1")?.readiness == .pending("its version cannot be seen yet"))
        #expect(try await release(served: "2")?.readiness == .ready)
    }

    @Test("is deleted, and one that is already gone is no error")
    func deletion() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        try await fixture.release.delete(fixture.release, in: fixture.context)
        #expect(try await fixture.release.observe(in: fixture.context) == nil)
        try await fixture.release.delete(fixture.release, in: fixture.context)
        #expect(fixture.lambda.versions["visitor-counter"]?.count == 1)
    }

    @Test("refuses an alias name that Lambda refuses", arguments: ["", "7", "a b", "$LATEST"])
    func alias(name: String) async throws {
        let fixture = try await LambdaFixture()
        let errors = Release(of: fixture.function, as: name).errors(in: fixture.context)
        #expect(errors.map(\.property) == ["alias"])
    }
}
