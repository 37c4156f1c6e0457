import AWSClient
import AWSSigning
import Foundation
import Testing

@Suite("A connection to AWS")
struct AWSConnectionTests {
    private let keys = ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s", "HOME": "/nowhere"]

    private func connection(
        _ environment: [String: String] = [:], region: String = "eu-west-1", profile: String? = nil,
        transport: ScriptedTransport = ScriptedTransport()
    ) async throws -> AWSConnection {
        try await AWSConnection(
            environment: keys.merging(environment) { $1 }, region: region, profile: profile, transport: transport,
            clock: TestClock().clock)
    }

    @Test("makes clients that share credentials and transport")
    func clients() async throws {
        let transport = ScriptedTransport(HTTPResponse(200, "{}"), HTTPResponse(200, "{}"))
        let connection = try await connection(transport: transport)
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

    @Test("knows whether a service's endpoint is on this machine")
    func local() async throws {
        let connection = try await connection(["AWS_ENDPOINT_URL": "http://localhost:4566"])
        #expect(connection.endpoint(for: .iam).isOnThisMachine)
        #expect(connection.endpoint(for: .iam).url == "http://localhost:4566")
        #expect(!(try await self.connection().endpoint(for: .iam).isOnThisMachine))
    }

    @Test("makes as many attempts as AWS_MAX_ATTEMPTS allows")
    func attempts() async throws {
        let transport = ScriptedTransport(HTTPResponse(500), HTTPResponse(500))
        let connection = try await connection(["AWS_MAX_ATTEMPTS": "2"], transport: transport)
        await #expect(throws: ServiceError.self) {
            let _: NoOutput = try await connection.client(for: .dynamoDB).call(TestOperation.describeTable, ["a": "b"])
        }
        #expect(transport.requests.count == 2)
    }

    @Test(
        "rejects an invalid setting at the start",
        arguments: [
            (["AWS_MAX_ATTEMPTS": "0"], "AWS_MAX_ATTEMPTS"), (["AWS_MAX_ATTEMPTS": "many"], "AWS_MAX_ATTEMPTS"),
            (["AWS_ENDPOINT_URL_STS": "x"], "AWS_ENDPOINT_URL_STS"), (["AWS_ENDPOINT_URL": "x"], "AWS_ENDPOINT_URL"),
        ])
    func settings(environment: [String: String], setting: String) async throws {
        let error = await #expect(throws: InvalidSetting.self) { _ = try await connection(environment) }
        #expect(error?.setting == setting)
    }

    @Test("rejects an invalid region or a missing profile at the start")
    func names() async throws {
        await #expect(throws: InvalidSetting.self) { _ = try await connection(region: "eu west") }
        await #expect(throws: CredentialError.self) { _ = try await connection(["HOME": "/nowhere"], profile: "nope") }
    }

    @Test("sends nothing without credentials")
    func noCredentials() async throws {
        let transport = ScriptedTransport()
        let connection = try await AWSConnection(
            environment: ["AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nowhere"], region: "eu-west-1",
            transport: transport)
        await #expect(throws: CredentialError.self) {
            let _: NoOutput = try await connection.client(for: .dynamoDB).call(TestOperation.describeTable, ["a": "b"])
        }
        #expect(transport.requests.isEmpty)
    }

    @Test("signs exactly the bytes that the server receives")
    func wire() async throws {
        try await withLoopbackServer({ _ in .answer(200, [], "{}") }) { server in
            let environment = keys.merging(["AWS_ENDPOINT_URL": server.url("/aws")]) { $1 }
            let connection = try await AWSConnection(
                environment: environment, region: "eu-west-1", clock: TestClock().clock)
            let _: NoOutput = try await connection.client(for: .lambda).call(
                TestOperation.createAlias, path: ["FunctionName": "a:b c"], query: [("q", "é/")], body: ["x": "y"])
            let seen = try #require(server.requests.first)
            #expect(seen.line == "POST /aws/2015-03-31/functions/a%3Ab%20c/aliases?q=%C3%A9%2F HTTP/1.1")
            let signed = SignableRequest(
                method: "POST", path: "/aws/2015-03-31/functions/a%3Ab%20c/aliases", query: "q=%C3%A9%2F",
                headers: [
                    ("host", try #require(seen.header("host"))),
                    ("content-type", try #require(seen.header("content-type"))),
                ], body: Array(seen.body))
            let signer = SigV4(
                credentials: Credentials(accessKeyID: "AKIA", secretAccessKey: "s"), region: "eu-west-1",
                service: "lambda")
            for header in signer.headers(for: signed, at: 1_790_000_000) {
                #expect(seen.header(header.name) == header.value)
            }
        }
    }

    @Test("bypasses the proxy for a container's agent, since the proxy would ask its own agent")
    func agent() async throws {
        let keys = #"{"AccessKeyId":"A","SecretAccessKey":"s","Token":"t","Expiration":"2999-01-01T00:00:00Z"}"#
        try await withLoopbackServer({ _ in .answer(200, [], keys) }) { server in
            let environment = [
                "HTTP_PROXY": "http://127.0.0.1:1", "AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url("/agent"),
                "HOME": "/nowhere",
            ]
            let connection = try await AWSConnection(environment: environment, region: "eu-west-1")
            #expect(try await connection.credentials.credentials().source == "container role")
            #expect(server.requests.first?.line == "GET /agent HTTP/1.1")
        }
    }

    @Test("trusts the roots of AWS_CA_BUNDLE, then the profile's, then those of REQUESTS_CA_BUNDLE")
    func orderOfRoots() async throws {
        func setting(_ profile: String?, _ variables: [String: String]) async throws -> String? {
            let files = try SharedFiles.make(config: "[default]\n" + (profile.map { "ca_bundle = \($0)\n" } ?? ""))
            defer { files.remove() }
            let environment = files.environment.merging(variables) { $1 }
            return try await AWSConnection(environment: environment, region: "eu-west-1").roots?.setting
        }
        let both = ["AWS_CA_BUNDLE": "/a", "REQUESTS_CA_BUNDLE": "/r"]
        #expect(try await setting("/p", both) == "AWS_CA_BUNDLE")
        #expect(try await setting("/p", both.merging(["AWS_CA_BUNDLE": ""]) { $1 }) == "ca_bundle of profile default")
        #expect(try await setting(nil, ["REQUESTS_CA_BUNDLE": "/r"]) == "REQUESTS_CA_BUNDLE")
        #expect(try await setting(nil, ["REQUESTS_CA_BUNDLE": ""]) == nil)
    }

    @Test(
        "expands the home folder in the paths of AWS_CA_BUNDLE and the profile's ca_bundle",
        arguments: [
            ("/nowhere/roots.pem", nil, "/nowhere/roots.pem"), ("~/roots.pem", nil, "{home}/roots.pem"),
            ("$HOME/roots.pem", nil, "{home}/roots.pem"), ("/other", "~/roots.pem", "{home}/roots.pem"),
            ("/other", "${HOME}/roots.pem", "{home}/roots.pem"),
        ])
    func caBundle(profile: String, variable: String?, path: String) async throws {
        let files = try SharedFiles.make(config: "[default]\nca_bundle = \(profile)\nmax_attempts = 1")
        defer { files.remove() }
        let server = try LoopbackServer()
        defer { server.end() }
        let environment = keys.merging(files.environment) { $1 }
            .merging(["AWS_ENDPOINT_URL": "https://localhost:\(server.port)", "AWS_CA_BUNDLE": variable ?? ""]) { $1 }
        let connection = try await AWSConnection(environment: environment, region: "eu-west-1")
        let error = try await transportError {
            let _: NoOutput = try await connection.client(for: .dynamoDB).call(TestOperation.describeTable, ["a": "b"])
        }
        #expect(error.message.contains(path.replacing("{home}", with: files.home)))
    }
}
