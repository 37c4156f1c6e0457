import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A function whose role was recreated under the same name")
struct RoleMadeAgainTests {
    /// Everything exists, and the role has been recreated.
    private func fixture() async throws -> LambdaFixture {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.roles["counter-role"]?.id = "AROAANOTHER"
        return fixture
    }

    @Test("differs in the role's unique id, and so does its release")
    func differs() async throws {
        let fixture = try await fixture()
        let expected = [
            Change("role.id", from: .text("AROACOUNTER, made again as AROAANOTHER"), to: .none)
        ]
        #expect(try await differences(fixture.function, in: fixture.context) == expected)
        #expect(try await differences(fixture.release, in: fixture.context) == expected)
    }

    @Test("gets its role and its environment again, as a new version that the alias serves")
    func setUpAnew() async throws {
        let fixture = try await fixture()
        #expect(try await reconcile(fixture.function, in: fixture.context) == [["role.id"]])
        let body = try #require(fixture.lambda.bodies["UpdateFunctionConfiguration"])
        #expect(body["Role"] as? String == "arn:aws:iam::123456789012:role/counter-role")
        #expect(
            (body["Environment"] as? [String: [String: String]])?["Variables"]
                == ["TABLE_NAME": "visits", "DEPLOYER_ROLE_ID": "AROAANOTHER"])
        #expect(try await reconcile(fixture.release, in: fixture.context) == [["role.id"]])
        #expect(
            fixture.lambda.writes == ["UpdateFunctionConfiguration", "PublishVersion", "UpdateAlias"])
        #expect(fixture.lambda.aliases["visitor-counter:live"]?["FunctionVersion"] as? String == "2")
        #expect(try await differences(fixture.function, in: fixture.context) == [])
        #expect(try await differences(fixture.release, in: fixture.context) == [])
    }

    @Test("already differs while the role is gone, and waits until it is visible")
    func gone() async throws {
        let fixture = try await fixture()
        fixture.lambda.roles = [:]
        let changes = try await differences(fixture.function, in: fixture.context)
        #expect(changes == [Change("role.id", from: .text("AROACOUNTER, which is gone"), to: .none)])
        await #expect(throws: NotYet("IAM does not see the role everywhere yet")) {
            try await reconcile(fixture.function, in: fixture.context)
        }
        #expect(fixture.lambda.writes == [])
    }

    @Test("keeps the id in any environment")
    func keepsID() async throws {
        let fixture = try await LambdaFixture()
        try await fixture.deploy()
        fixture.lambda.functions["visitor-counter"]?["Environment"] = FunctionTests.variables(["TABLE_NAME": "other"])
        #expect(try await reconcile(fixture.function, in: fixture.context) == [["environment.TABLE_NAME"]])
        #expect(try await differences(fixture.function, in: fixture.context) == [])
    }

    @Test("is not compared if AWS reports no id")
    func unreported() async throws {
        var configuration = FunctionConfiguration(undescribed: "f")
        configuration.compare(with: .existing(id: nil), of: "")
        #expect(configuration.outdatedRole == nil)
        configuration.compare(with: .existing(id: "AROA"), of: "")
        #expect(configuration.outdatedRole == "not noted; it is AROA")
    }
}
