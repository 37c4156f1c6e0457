import AWSClient
import Testing

@testable import AWSResources

@Suite("What a function is told of a local AWS")
struct LocalEndpointsTests {
    func variables(_ environment: [String: String]) throws -> [String: String] {
        let connection = try AWSConnection(
            environment: environment, region: "eu-west-1", transport: ScriptedAWS([:]))
        return LocalEndpoints.variables(connection)
    }

    @Test("is nothing on AWS itself")
    func aws() throws {
        #expect(try variables([:]).isEmpty)
        #expect(try variables(["AWS_CA_BUNDLE": "/roots.pem"]).isEmpty)
    }

    @Test("is one variable where all services share an endpoint")
    func shared() throws {
        #expect(
            try variables(["AWS_ENDPOINT_URL": "http://127.0.0.1:4566"]) == [
                "AWS_ENDPOINT_URL": "http://127.0.0.1:4566"
            ])
    }

    @Test(
        "is passed on for every name of this machine",
        arguments: ["http://localhost:4566", "http://aws.localhost:4566", "http://[::1]:4566", "http://127.9.9.9:1"])
    func names(_ url: String) throws {
        #expect(try variables(["AWS_ENDPOINT_URL": url]) == ["AWS_ENDPOINT_URL": url])
    }

    @Test(
        "is nothing of an endpoint on another machine",
        arguments: [
            "https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com", "https://10.0.0.1:4566",
            "https://localhost.example",
        ])
    func remote(_ url: String) throws {
        #expect(try variables(["AWS_ENDPOINT_URL": url, "AWS_CA_BUNDLE": "/roots.pem"]).isEmpty)
    }

    @Test("is a variable for each service that has one here")
    func single() throws {
        let environment = [
            "AWS_ENDPOINT_URL_DYNAMODB": "http://localhost:8000",
            "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": "http://localhost:9000",
            "AWS_ENDPOINT_URL_LAMBDA": "https://lambda.example",
        ]
        #expect(
            try variables(environment) == [
                "AWS_ENDPOINT_URL_DYNAMODB": "http://localhost:8000",
                "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS": "http://localhost:9000",
            ])
    }

    @Test("names each service where they have different endpoints")
    func different() throws {
        let variables = try variables([
            "AWS_ENDPOINT_URL": "http://localhost:4566", "AWS_ENDPOINT_URL_DYNAMODB": "http://localhost:8000",
        ])
        #expect(variables["AWS_ENDPOINT_URL"] == nil)
        #expect(variables["AWS_ENDPOINT_URL_DYNAMODB"] == "http://localhost:8000")
        #expect(variables["AWS_ENDPOINT_URL_LAMBDA"] == "http://localhost:4566")
        #expect(variables.count == Service.all.count)
    }

    @Test("has the root certificates with it where the endpoint is HTTPS, and then alone")
    func certificates() throws {
        let secure = ["AWS_ENDPOINT_URL": "https://localhost:4566", "AWS_CA_BUNDLE": "/roots.pem"]
        #expect(try variables(secure) == secure)
        #expect(try variables(secure.merging(["AWS_CA_BUNDLE": ""]) { $1 })["AWS_CA_BUNDLE"] == nil)
        let plain = ["AWS_ENDPOINT_URL": "http://localhost:4566", "AWS_CA_BUNDLE": "/roots.pem"]
        #expect(try variables(plain)["AWS_CA_BUNDLE"] == nil)
    }

    @Test("is no key and no other variable of the deployer's")
    func nothingElse() throws {
        let variables = try variables([
            "AWS_ENDPOINT_URL": "http://localhost:4566", "AWS_ACCESS_KEY_ID": "AKIATEST",
            "AWS_SECRET_ACCESS_KEY": "very-secret-key", "AWS_REGION": "eu-west-1",
        ])
        #expect(Array(variables.keys) == ["AWS_ENDPOINT_URL"])
    }
}
