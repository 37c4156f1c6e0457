import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("A function with layers, storage and tracing")
struct FunctionLayersTests {
    static let insights = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:56"
    static let own = "arn:aws:lambda:eu-west-1:123456789012:layer:own_layer-1:7"

    static func function(_ layers: [String], of fixture: LambdaFixture? = nil) -> Function {
        Function(
            "visitor-counter", code: fixture?.function.code ?? .executable("X"), role: LambdaFixture.role,
            environment: ["TABLE_NAME": "visits"], layers: layers, ephemeralStorageMiB: 1024, tracing: .active,
            tags: ["team": "web"])
    }

    @Test("is created with them, in their order, and has no differences then; its release has them too")
    func creation() async throws {
        let fixture = try await LambdaFixture()
        let function = Self.function([Self.own, Self.insights], of: fixture)
        #expect(try await reconcile(function, in: fixture.context) == [["created"]])
        let body = try #require(fixture.lambda.bodies["CreateFunction"])
        #expect(body["Layers"] as? [String] == [Self.own, Self.insights])
        #expect(body["EphemeralStorage"] as? [String: Int] == ["Size": 1024])
        #expect(body["TracingConfig"] as? [String: String] == ["Mode": "Active"])
        #expect(try await reconcile(Release(of: function, as: "live"), in: fixture.context) == [["created"]])
        #expect(try await differences(Release(of: function, as: "live"), in: fixture.context).isEmpty)
    }

    @Test(
        "gets them back as they are described, in one request",
        arguments: [
            [insights, own], [own], [], [own, insights, "arn:aws:lambda:eu-west-1:580247275435:layer:spy:1"],
            [own.replacing(":7", with: ":6"), insights],
        ])
    func drift(found: [String]) async throws {
        let fixture = try await LambdaFixture()
        let function = Self.function([Self.own, Self.insights], of: fixture)
        _ = try await reconcile(function, in: fixture.context)
        fixture.lambda.forgetRequests()
        fixture.lambda.functions["visitor-counter"]?["Layers"] = found.map { ["Arn": $0] }
        #expect(try await reconcile(function, in: fixture.context) == [["layers"]])
        #expect(fixture.lambda.writes == ["UpdateFunctionConfiguration"])
        let body = try #require(fixture.lambda.bodies["UpdateFunctionConfiguration"])
        #expect(Set(body.keys) == ["Layers", "RevisionId"])
        #expect(body["Layers"] as? [String] == [Self.own, Self.insights])
    }

    @Test("whose layers are no longer described loses them, with its storage and tracing")
    func removal() async throws {
        let fixture = try await LambdaFixture()
        _ = try await reconcile(Self.function([Self.own], of: fixture), in: fixture.context)
        #expect(
            try await reconcile(fixture.function, in: fixture.context) == [["layers", "ephemeralStorage", "tracing"]])
        #expect(fixture.lambda.bodies["UpdateFunctionConfiguration"]?["Layers"] as? [String] == [])
    }

    @Test("may have five layers of any account and partition, and /tmp of up to 10240 MiB")
    func limits() throws {
        let layers = (1...5).map { "arn:aws-cn:lambda:cn-north-1:58024727543\($0):layer:a:1" }
        let china = try AWS.silent(partition: "aws-cn", region: "cn-north-1")
        #expect(Self.function(layers).errors(in: china).isEmpty)
        for size in [512, 10_240] {
            let function = Function("f", code: .executable("X"), role: LambdaFixture.role, ephemeralStorageMiB: size)
            #expect(function.errors(in: china).isEmpty)
        }
        for size in [511, 10_241] {
            let function = Function("f", code: .executable("X"), role: LambdaFixture.role, ephemeralStorageMiB: size)
            #expect(function.errors(in: china).map(\.property) == ["ephemeralStorage"])
        }
    }

    @Test(
        "with layers that Lambda would refuse is refused before any request",
        arguments: [
            ["own_layer"], [own + ":1"], [own.replacing(":7", with: "")], [own.replacing(":7", with: ":latest")],
            [own.replacing("eu-west-1", with: "eu-west-2")], [own.replacing("arn:aws", with: "arn:aws-cn")],
            [own.replacing("own_layer-1", with: "*")], [own.replacing("123456789012", with: "1")],
            [own.replacing("layer", with: "function")], [own, own], [own, own.replacing(":7", with: ":6")],
            (1...6).map { "arn:aws:lambda:eu-west-1:123456789012:layer:l\($0):1" },
        ])
    func invalid(layers: [String]) throws {
        #expect(Self.function(layers).errors(in: try .silent()).map(\.property) == ["layers"])
    }

    @Test("lets its deployer use these layers and no others, and none if it has none")
    func deployersPolicy() throws {
        let aws = try AWS.silent()
        func statements(_ layers: [String]) -> [PolicyStatement] {
            StagePolicy(for: [Self.function(layers)], in: aws).statements.map(\.statement).filter {
                $0.actions.contains("lambda:GetLayerVersion")
            }
        }
        #expect(statements([]).isEmpty)
        #expect(
            statements([Self.own, Self.insights]) == [
                PolicyStatement(
                    actions: ["lambda:GetLayerVersion"], resources: [ExactText(Self.own), ExactText(Self.insights)])
            ])
    }

    @Test("in short gives its role what it is described with, and what active tracing needs")
    func shortForm() throws {
        let limit = "arn:aws:iam::123456789012:policy/limit"
        let short = Function(
            "f", code: .executable("X"), allows: [], layers: [Self.own], ephemeralStorageMiB: 600, tracing: .active,
            managedPolicies: [.aws("A")], permissionsBoundary: limit)
        #expect(short.layers == [Self.own] && short.ephemeralStorageMiB == 600 && short.tracing == .active)
        let role = try #require(short.implicitResources.first as? Role)
        #expect(role.managedPolicies == [.aws("A"), .aws("AWSXRayDaemonWriteAccess")])
        #expect(role.permissionsBoundary == limit)
        let plain = Function("f", code: .executable("X"), allows: []).implicitResources.first as? Role
        #expect(plain?.managedPolicies == [] && plain?.permissionsBoundary == nil)
    }
}
