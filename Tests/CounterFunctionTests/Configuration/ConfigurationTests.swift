import AWSSigning
import Testing

@testable import CounterFunction

@Suite("The configuration")
struct ConfigurationTests {
    /// The variables that Lambda and the deployer set.
    static let complete = [
        "TABLE_NAME": "VisitorCount", "PAGES": "main_page,blog", "AWS_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "ASIAX",
        "AWS_SECRET_ACCESS_KEY": "the-secret", "AWS_SESSION_TOKEN": "the-token",
    ]

    static func read(_ changes: [String: String?] = [:]) throws(ConfigurationError) -> Configuration {
        let variables = complete.merging(changes.compactMapValues { $0 }) { $1 }
        return try Configuration { name in changes[name] == .some(nil) ? nil : variables[name] }
    }

    @Test("is read from the environment")
    func complete() throws {
        let configuration = try Self.read()
        #expect(configuration.tableName == "VisitorCount")
        #expect(configuration.pages == ["main_page", "blog"])
        #expect(configuration.region == "eu-west-1")
        #expect(
            configuration.credentials
                == Credentials(accessKeyID: "ASIAX", secretAccessKey: "the-secret", sessionToken: "the-token"))
        #expect(configuration.endpoint == Endpoint(scheme: .https, host: "dynamodb.eu-west-1.amazonaws.com"))
        #expect(configuration.roots == .amazon)
    }

    @Test(
        "names the variable that is missing or empty",
        arguments: ["TABLE_NAME", "AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"])
    func missing(_ name: String) {
        for value in [nil, ""] {
            do throws(ConfigurationError) {
                _ = try Self.read([name: value])
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
        #expect(try Self.read(["AWS_SESSION_TOKEN": ""]).credentials.sessionToken == nil)
    }

    @Test(
        "splits the pages, and always counts the main page",
        arguments: [
            ("a", ["a"]), (" a , b c ,", ["a", "b c"]), (",,é", ["é"]), ("a,a", ["a", "a"]), ("a,main_page", ["a"]),
            ("main_page", []), ("", []), (" , ", []),
        ])
    func pages(_ list: String, _ others: [String]) throws {
        #expect(try Self.read(["PAGES": list]).pages == ["main_page"] + others)
    }

    @Test("rejects a page that cannot be a key")
    func badPages() {
        #expect(throws: ConfigurationError.self) { try Self.read(["PAGES": String(repeating: "x", count: 2049)]) }
    }

    @Test("rejects a region that would change the host name", arguments: ["eu west", "evil.com/", "EU-WEST-1", "é"])
    func badRegion(_ region: String) {
        #expect(throws: ConfigurationError.self) { try Self.read(["AWS_REGION": region]) }
    }

    @Test("prefers DynamoDB's own endpoint to the general one")
    func endpoints() throws {
        let general = try Self.read(["AWS_ENDPOINT_URL": "http://localhost:4566"])
        #expect(general.endpoint == Endpoint(scheme: .http, host: "localhost", port: 4566))
        let specific = try Self.read([
            "AWS_ENDPOINT_URL": "http://localhost:4566", "AWS_ENDPOINT_URL_DYNAMODB": "https://db.example",
        ])
        #expect(specific.endpoint == Endpoint(scheme: .https, host: "db.example"))
        #expect(throws: ConfigurationError.self) { try Self.read(["AWS_ENDPOINT_URL_DYNAMODB": "db.example"]) }
    }

    @Test("prefers AWS_CA_BUNDLE to SSL_CERT_FILE, and either to the built-in roots")
    func roots() throws {
        #expect(try Self.read(["SSL_CERT_FILE": "/a"]).roots == .file("/a"))
        #expect(try Self.read(["SSL_CERT_FILE": "/a", "AWS_CA_BUNDLE": "/b"]).roots == .file("/b"))
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
        #expect(try Self.read(["AWS_REGION": region]).endpoint.host == host)
    }
}
