import AWSSigning
import Foundation
import Testing

@testable import AWSClient

@Suite("An instance's role")
struct InstanceTests {
    private static let roles = "/imds/latest/meta-data/iam/security-credentials/"

    private static func metadata(_ request: LoopbackServer.Request) -> LoopbackServer.Reaction {
        switch request.target {
        case "/imds/latest/api/token" where request.line.hasPrefix("PUT "): .answer(200, [], "session-token")
        case roles: .answer(200, [], "web role\n")
        case roles + "web%20role": .keys(more: #""Code":"Success","#)
        default: .answer(404)
        }
    }

    @Test("comes from the metadata, in a session whose token every request carries")
    func keys() async throws {
        let outcome = try await Login().attempt(Self.metadata)
        let found = try outcome.result.get()
        #expect(found.credentials.accessKeyID == "ASIAKEYS")
        #expect(found.credentials.sessionToken == "hush-token")
        #expect(found.expiresAt == 1_790_003_600)
        #expect(found.source == "role web role of this instance")
        #expect(outcome.requests.count == 3)
        #expect(outcome.requests.first?.header("x-aws-ec2-metadata-token-ttl-seconds") == "21600")
        #expect(
            outcome.requests.dropFirst().allSatisfy { $0.header("x-aws-ec2-metadata-token") == "session-token" })
    }

    @Test("is used for another quarter of an hour if the metadata is late with new keys")
    func late() async throws {
        let outcome = try await Login().attempt { request in
            request.target.hasSuffix("web%20role") ? .keys(until: "2026-09-21T14:00:00Z") : Self.metadata(request)
        }
        #expect(try outcome.result.get().expiresAt == 1_790_000_900)
    }

    @Test("is not requested if the metadata is disabled")
    func disabled() async throws {
        let outcome = try await Login(environment: ["AWS_EC2_METADATA_DISABLED": "True"]).attempt(Self.metadata)
        #expect(outcome.declined("instance role") == "AWS_EC2_METADATA_DISABLED is set")
        #expect(outcome.requests.isEmpty)
    }

    @Test("is missing if nothing answers, after one attempt or as many as the settings allow")
    func nothing() async throws {
        let silent = try await Login().attempt { _ in .silence }
        #expect(silent.declined("instance role")?.hasPrefix("no instance metadata answer at http://127.0.0.1:") == true)
        #expect(silent.requests.count == 1)
        let twice = ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "2"]
        let twoAttempts = try await Login(environment: twice).attempt { _ in .sendAndClose(Data()) }
        #expect(twoAttempts.requests.count == 2)
        #expect(twoAttempts.reason == nil)
    }

    @Test(
        "is missing if something else answers", arguments: [(403, ""), (404, "hush"), (200, ""), (200, "hush\u{07}")])
    func somethingElse(status: Int, body: String) async throws {
        let outcome = try await Login().attempt { _ in .answer(status, [], body) }
        let reason = try #require(outcome.declined("instance role"))
        #expect(reason.hasPrefix("what answers at http://127.0.0.1:"))
        #expect(reason.hasSuffix("/imds is no instance metadata (IMDSv2)"))
        #expect(outcome.requests.count == 1)
    }

    @Test("is missing if the instance has none")
    func noRole() async throws {
        let outcome = try await Login().attempt { request in
            request.target == Self.roles ? .answer(404) : Self.metadata(request)
        }
        #expect(outcome.declined("instance role") == "this instance has no role")
    }

    @Test(
        "is broken if a response is invalid",
        arguments: [
            (roles, 500, "hush", "the instance's metadata answered with status 500"),
            (roles + "web%20role", 200, "hush", "the metadata's answer is no JSON object of keys"),
            (
                roles + "web%20role", 200, #"{"Code":"AssumeRoleUnauthorizedAccess"}"#,
                "the metadata has no keys for role web role (AssumeRoleUnauthorizedAccess)"
            ),
            (
                roles + "web%20role", 200, #"{"AccessKeyId":"hush"}"#,
                "the metadata has no keys for role web role (no Token)"
            ),
        ])
    func broken(path: String, status: Int, body: String, reason: String) async throws {
        let outcome = try await Login().attempt { request in
            request.target == path ? .answer(status, [], body) : Self.metadata(request)
        }
        #expect(outcome.reason?.contains(reason) == true, "\(outcome.reason ?? "none")")
        #expect(outcome.reason?.contains("hush") == false)
    }

    @Test(
        "is looked up at the address in the settings",
        arguments: [
            (["AWS_EC2_METADATA_SERVICE_ENDPOINT": ""], "", "http://169.254.169.254"),
            (
                ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv6"], "",
                "http://[fd00:ec2::254]"
            ),
            (["AWS_EC2_METADATA_SERVICE_ENDPOINT": "http://h/x/"], "", "http://h/x"),
            ([:], "ec2_metadata_service_endpoint = http://file", "http://file"),
            ([:], "ec2_metadata_service_endpoint_mode = ipv6", "http://[fd00:ec2::254]"),
        ])
    func endpoint(environment: [String: String], config: String, url: String) throws {
        #expect(try Self.service(environment, config: "[default]\n" + config).url == url)
    }

    @Test(
        "is broken if a setting is invalid",
        arguments: [
            ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "nowhere"], ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv5"],
            ["AWS_METADATA_SERVICE_TIMEOUT": "0"], ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "many"],
        ])
    func settings(environment: [String: String]) throws {
        let error = #expect(throws: BrokenCredentials.self) { _ = try Self.service(environment) }
        #expect(error?.reason.hasPrefix(environment.keys.first ?? "") == true)
    }

    private static func service(
        _ environment: [String: String], config: String = "", _ transport: ScriptedTransport = ScriptedTransport()
    ) throws -> MetadataService {
        try MetadataService(try ProviderContext.beside(transport, config: config, environment: environment))
    }
}
