import AWSClient
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("The address at which a function's URL can be opened")
struct LocalURLTests {
    let url = "https://abc123.lambda-url.eu-west-1.on.aws/"

    func reachable(_ url: String, at custom: String) throws -> String {
        LocalURL.reachable(url, at: try Endpoint(custom: custom, region: "eu-west-1", setting: "AWS_ENDPOINT_URL"))
    }

    @Test("is AWS's own on AWS")
    func aws() throws {
        #expect(LocalURL.reachable(url, at: try Endpoint(for: .lambda, region: "eu-west-1")) == url)
    }

    @Test(
        "is AWS's own if the deployer reaches AWS by another endpoint",
        arguments: ["https://vpce.example", "https://10.0.0.1"])
    func remote(_ endpoint: String) throws { #expect(try reachable(url, at: endpoint) == url) }

    @Test(
        "is under localhost, on the local AWS's port",
        arguments: [
            ("http://127.0.0.1:4566", "http://abc123.lambda-url.eu-west-1.localhost:4566/"),
            ("http://localhost:4566/", "http://abc123.lambda-url.eu-west-1.localhost:4566/"),
            ("http://[::1]:4566", "http://abc123.lambda-url.eu-west-1.localhost:4566/"),
            ("https://aws.localhost", "https://abc123.lambda-url.eu-west-1.localhost/"),
        ])
    func local(_ endpoint: String, _ expected: String) throws { #expect(try reachable(url, at: endpoint) == expected) }

    @Test(
        "is unchanged if its form is unknown",
        arguments: [
            "http://abc123.lambda-url.eu-west-1.localhost:4566/", "https://example.com/", "not a URL", "",
            "https://abc.lambda-url.eu-west-1.on.aws.evil.example/", "https://lambda-url.eu-west-1.on.aws/",
        ])
    func unknown(_ url: String) throws { #expect(try reachable(url, at: "http://127.0.0.1:4566") == url) }
}
