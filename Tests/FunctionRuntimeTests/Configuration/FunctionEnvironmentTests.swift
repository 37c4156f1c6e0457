import AWSSigning
import FunctionTestSupport
import Testing

@testable import FunctionRuntime

@Suite("A function's environment")
struct FunctionEnvironmentTests {
    private func client(_ changes: [String: String?] = [:]) throws(ConfigurationError) -> SignedClient {
        try TestEnvironment(changes).environment.client(for: "dynamodb")
    }

    @Test("is read from the variables")
    func complete() throws {
        let environment = TestEnvironment().environment
        #expect(try environment.region == "eu-west-1")
        #expect(
            try environment.credentials
                == Credentials(accessKeyID: "ASIAX", secretAccessKey: "the-secret", sessionToken: "the-token"))
        #expect(try client().endpoint == Endpoint(scheme: .https, host: "dynamodb.eu-west-1.amazonaws.com"))
        #expect(try client().signer.credentials == environment.credentials)
        #expect(environment.roots == .amazon)
    }

    @Test("takes an empty variable for a missing one")
    func variables() throws {
        let environment = TestEnvironment(["A": "a", "B": ""]).environment
        #expect(environment.variable("A") == "a")
        #expect(try environment.required("A") == "a")
        for name in ["B", "C"] {
            #expect(environment.variable(name) == nil)
            #expect(throws: ConfigurationError(variable: name, reason: "it is not set")) {
                try environment.required(name)
            }
            #expect(throws: ConfigurationError(variable: name, reason: "it is not set; it is the name of it")) {
                try environment.required(name, "the name of it")
            }
        }
    }

    @Test(
        "names the variable that is missing or empty",
        arguments: ["AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    func missing(_ name: String) {
        for value in [nil, ""] {
            do throws(ConfigurationError) {
                _ = try client([name: value])
                Issue.record("\(name) was not missed")
            } catch {
                #expect(error.variable == name)
                #expect(error.reason.hasPrefix("it is not set; it is the "))
                #expect(!error.reason.contains("the-secret"))
            }
        }
    }

    @Test("needs no token, since a user's key has none")
    func noToken() throws {
        #expect(try client(["AWS_SESSION_TOKEN": ""]).signer.credentials.sessionToken == nil)
    }

    @Test("rejects a region that would change the host name", arguments: ["eu west", "evil.com/", "EU-WEST-1", "é"])
    func badRegion(_ region: String) {
        #expect(throws: ConfigurationError.self) { try client(["AWS_REGION": region]) }
        #expect(throws: ConfigurationError.self) { try TestEnvironment(["AWS_REGION": region]).environment.region }
    }

    @Test("prefers a service's own endpoint to the general one")
    func endpoints() throws {
        let general = try client(["AWS_ENDPOINT_URL": "http://localhost:4566"])
        #expect(general.endpoint == Endpoint(scheme: .http, host: "localhost", port: 4566))
        let specific = try client([
            "AWS_ENDPOINT_URL": "http://localhost:4566", "AWS_ENDPOINT_URL_DYNAMODB": "https://db.example",
        ])
        #expect(specific.endpoint == Endpoint(scheme: .https, host: "db.example"))
        #expect(throws: ConfigurationError.self) { try client(["AWS_ENDPOINT_URL_DYNAMODB": "db.example"]) }
    }

    @Test("prefers AWS_CA_BUNDLE to SSL_CERT_FILE, and either to the built-in roots")
    func roots() throws {
        #expect(TestEnvironment(["SSL_CERT_FILE": "/a"]).environment.roots == .file("/a"))
        #expect(TestEnvironment(["SSL_CERT_FILE": "/a", "AWS_CA_BUNDLE": "/b"]).environment.roots == .file("/b"))
    }

    @Test(
        "knows the domain of each partition",
        arguments: [
            ("us-east-1", "dynamodb.us-east-1.amazonaws.com"),
            ("us-gov-west-1", "dynamodb.us-gov-west-1.amazonaws.com"),
            ("cn-north-1", "dynamodb.cn-north-1.amazonaws.com.cn"),
            ("eusc-de-east-1", "dynamodb.eusc-de-east-1.amazonaws.eu"),
            ("us-iso-east-1", "dynamodb.us-iso-east-1.c2s.ic.gov"),
            ("us-isob-east-1", "dynamodb.us-isob-east-1.sc2s.sgov.gov"),
            ("eu-isoe-west-1", "dynamodb.eu-isoe-west-1.cloud.adc-e.uk"),
            ("us-isof-south-1", "dynamodb.us-isof-south-1.csp.hci.ic.gov"),
            ("xx-new-1", "dynamodb.xx-new-1.amazonaws.com"),
        ])
    func partitions(_ region: String, _ host: String) throws {
        #expect(try client(["AWS_REGION": region]).endpoint.host == host)
    }

    @Test("hides the role's keys in its log")
    func secrets() {
        let lines = LogLines()
        TestEnvironment(log: lines).environment.log(.error, "ASIAX the-secret the-token")
        #expect(lines.records.first?["message"] == "ASIAX [hidden] [hidden]")
    }
}
