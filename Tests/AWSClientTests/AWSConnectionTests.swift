import AWSClient
import AWSSigning
import Foundation
import Testing

@Suite("A connection to AWS")
struct AWSConnectionTests {
    private let keys = ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s"]

    private func connection(
        _ environment: [String: String] = [:], region: String = "eu-west-1", profile: String? = nil,
        transport: ScriptedTransport = ScriptedTransport()
    ) throws -> AWSConnection {
        try AWSConnection(
            environment: keys.merging(environment) { $1 }, region: region, profile: profile, transport: transport,
            clock: TestClock().clock)
    }

    @Test("makes clients that share credentials and transport")
    func clients() async throws {
        let transport = ScriptedTransport(HTTPResponse(200, "{}"), HTTPResponse(200, "{}"))
        let connection = try connection(transport: transport)
        let _: NoOutput = try await connection.client(for: .dynamoDB).call(TestOperation.describeTable, ["a": "b"])
        let _: NoOutput = try await connection.client(for: .logs).call(TestOperation.describeLogGroups, ["a": "b"])
        #expect(
            transport.requests.map(\.url) == [
                "https://dynamodb.eu-west-1.amazonaws.com/", "https://logs.eu-west-1.amazonaws.com/",
            ])
        #expect(transport.requests.allSatisfy { $0.header("authorization")?.contains("AKIA") == true })
        #expect(transport.requests.last?.header("content-type") == "application/x-amz-json-1.1")
        #expect(connection.partition.id == "aws")
        #expect(try await connection.credentials.credentials().source == "environment variables")
    }

    @Test("knows whether a service is asked on this machine")
    func local() throws {
        let connection = try connection(["AWS_ENDPOINT_URL": "http://localhost:4566"])
        #expect(connection.endpoint(for: .iam).isOnThisMachine)
        #expect(connection.endpoint(for: .iam).url == "http://localhost:4566")
        #expect(!(try self.connection().endpoint(for: .iam).isOnThisMachine))
    }

    @Test("makes as many attempts as AWS_MAX_ATTEMPTS says")
    func attempts() async throws {
        let transport = ScriptedTransport(HTTPResponse(500), HTTPResponse(500))
        let connection = try connection(["AWS_MAX_ATTEMPTS": "2"], transport: transport)
        await #expect(throws: ServiceError.self) {
            let _: NoOutput = try await connection.client(for: .dynamoDB).call(TestOperation.describeTable, ["a": "b"])
        }
        #expect(transport.requests.count == 2)
    }

    @Test(
        "refuses at the start what cannot be a setting",
        arguments: [
            (["AWS_MAX_ATTEMPTS": "0"], "AWS_MAX_ATTEMPTS"), (["AWS_MAX_ATTEMPTS": "many"], "AWS_MAX_ATTEMPTS"),
            (["AWS_ENDPOINT_URL_STS": "x"], "AWS_ENDPOINT_URL_STS"), (["AWS_ENDPOINT_URL": "x"], "AWS_ENDPOINT_URL"),
        ])
    func settings(environment: [String: String], setting: String) throws {
        let error = #expect(throws: EndpointError.self) { _ = try connection(environment) }
        #expect(error?.setting == setting)
    }

    @Test("refuses at the start a region or a profile that cannot be")
    func names() throws {
        #expect(throws: EndpointError.self) { _ = try connection(region: "eu west") }
        #expect(throws: CredentialError.self) { _ = try connection(["HOME": "/nowhere"], profile: "nope") }
    }

    @Test("sends nothing without credentials")
    func noCredentials() async throws {
        let transport = ScriptedTransport()
        let connection = try AWSConnection(environment: [:], region: "eu-west-1", transport: transport)
        await #expect(throws: CredentialError.self) {
            let _: NoOutput = try await connection.client(for: .dynamoDB).call(TestOperation.describeTable, ["a": "b"])
        }
        #expect(transport.requests.isEmpty)
    }
}
