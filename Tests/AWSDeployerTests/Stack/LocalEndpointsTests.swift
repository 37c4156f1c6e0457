import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The variables that a function needs for a local AWS")
struct LocalEndpointsTests {
    func variables(_ environment: [String: String]) async throws -> [String: String] {
        let connection = try await AWSConnection(
            environment: environment.merging(["HOME": "/nowhere"]) { $1 }, region: "eu-west-1",
            transport: ScriptedAWS([:]))
        return LocalEndpoints.variables(connection)
    }

    @Test("are none on AWS itself")
    func aws() async throws {
        #expect(try await variables([:]).isEmpty)
        #expect(try await variables(["AWS_CA_BUNDLE": "/roots.pem"]).isEmpty)
    }

    @Test("are one variable if all services share an endpoint")
    func shared() async throws {
        #expect(
            try await variables(["AWS_ENDPOINT_URL": "http://127.0.0.1:4566"]) == [
                "AWS_ENDPOINT_URL": "http://127.0.0.1:4566"
            ])
    }

    @Test(
        "are passed on for every name of this machine",
        arguments: ["http://localhost:4566", "http://aws.localhost:4566", "http://[::1]:4566", "http://127.9.9.9:1"])
    func names(_ url: String) async throws {
        #expect(try await variables(["AWS_ENDPOINT_URL": url]) == ["AWS_ENDPOINT_URL": url])
    }

    @Test(
        "are none for an endpoint on another machine",
        arguments: [
            "https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com", "https://10.0.0.1:4566",
            "https://localhost.example",
        ])
    func remote(_ url: String) async throws {
        #expect(try await variables(["AWS_ENDPOINT_URL": url, "AWS_CA_BUNDLE": "/roots.pem"]).isEmpty)
    }

    @Test("include one for each service with a local endpoint")
    func single() async throws {
        let environment = [
            "AWS_ENDPOINT_URL_DYNAMODB": "http://localhost:8000",
            "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": "http://localhost:9000",
            "AWS_ENDPOINT_URL_LAMBDA": "https://lambda.example",
        ]
        #expect(
            try await variables(environment) == [
                "AWS_ENDPOINT_URL_DYNAMODB": "http://localhost:8000",
                "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": "http://localhost:9000",
            ])
    }

    @Test("name each service if they have different endpoints")
    func different() async throws {
        let variables = try await variables([
            "AWS_ENDPOINT_URL": "http://localhost:4566", "AWS_ENDPOINT_URL_DYNAMODB": "http://localhost:8000",
        ])
        #expect(variables["AWS_ENDPOINT_URL"] == nil)
        #expect(variables["AWS_ENDPOINT_URL_DYNAMODB"] == "http://localhost:8000")
        #expect(variables["AWS_ENDPOINT_URL_LAMBDA"] == "http://localhost:4566")
        #expect(variables.count == Service.all.count)
    }

    @Test("include the root certificates only if the endpoint is HTTPS")
    func certificates() async throws {
        let secure = ["AWS_ENDPOINT_URL": "https://localhost:4566", "AWS_CA_BUNDLE": "/roots.pem"]
        #expect(try await variables(secure) == secure)
        #expect(try await variables(secure.merging(["AWS_CA_BUNDLE": ""]) { $1 })["AWS_CA_BUNDLE"] == nil)
        let plain = ["AWS_ENDPOINT_URL": "http://localhost:4566", "AWS_CA_BUNDLE": "/roots.pem"]
        #expect(try await variables(plain)["AWS_CA_BUNDLE"] == nil)
    }

    @Test("include no key and no other variable of the deployer")
    func nothingElse() async throws {
        let variables = try await variables([
            "AWS_ENDPOINT_URL": "http://localhost:4566", "AWS_ACCESS_KEY_ID": "AKIATEST",
            "AWS_SECRET_ACCESS_KEY": "very-secret-key", "AWS_REGION": "eu-west-1",
        ])
        #expect(Array(variables.keys) == ["AWS_ENDPOINT_URL"])
    }
}
