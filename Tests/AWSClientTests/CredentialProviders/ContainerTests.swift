import AWSSigning
import Foundation
import Synchronization
import Testing

@testable import AWSClient

@Suite("A container's role")
struct ContainerTests {
    private func prepared(_ environment: [String: String] = [:], files: [String: String] = [:]) -> Login {
        Login(
            environment: ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "{server}/agent?id=1"].merging(environment) { $1 },
            files: files)
    }

    @Test("comes from the agent that the full URI names")
    func full() async throws {
        let outcome = try await prepared().attempt { _ in .keys() }
        let found = try outcome.result.get()
        #expect(found.credentials.accessKeyID == "ASIAKEYS")
        #expect(found.credentials.sessionToken == "hush-token")
        #expect(found.expiresAt == 1_790_003_600)
        #expect(found.source == "container role")
        #expect(outcome.requests.map(\.target) == ["/agent?id=1"])
        #expect(outcome.requests.first?.header("authorization") == nil)
    }

    @Test("comes from ECS's agent if the relative URI is set, which wins over the full one")
    func relative() async throws {
        let transport = ScriptedTransport(
            HTTPResponse(
                200, #"{"AccessKeyId":"A","SecretAccessKey":"s","Token":"t","Expiration":"2026-09-21T15:13:20Z"}"#))
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/credentials?id=1",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/",
        ]
        let context = try ProviderContext.beside(transport, environment: environment)
        guard case .found = try await ContainerCredentials(context: context).credentials() else {
            Issue.record("the agent answered")
            return
        }
        #expect(transport.requests.map(\.url) == ["http://169.254.170.2/v2/credentials?id=1"])
    }

    @Test("is broken if the relative URI would change the host")
    func otherHost() async throws {
        let outcome = try await Login(environment: ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "@evil.example/"])
            .attempt()
        #expect(outcome.reason == "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI does not begin with a slash")
    }

    @Test("is requested with the token of the file, otherwise of the variable")
    func authorization() async throws {
        let variable = ["AWS_CONTAINER_AUTHORIZATION_TOKEN": "Basic hush"]
        let one = try await prepared(variable).attempt { _ in .keys() }
        #expect(one.requests.first?.header("authorization") == "Basic hush")
        let both = variable.merging(["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "{home}/token"]) { $1 }
        let two = try await prepared(both, files: ["token": "Bearer hush"]).attempt { _ in .keys() }
        #expect(two.requests.first?.header("authorization") == "Bearer hush")
        let gone = try await prepared(both).attempt { _ in .keys() }
        #expect(gone.reason?.hasPrefix("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names ") == true)
        let broken = try await prepared(both, files: ["token": "hush\nX-Evil: 1"]).attempt { _ in .keys() }
        #expect(broken.reason == "its authorization token has a line break in it")
        #expect(broken.requests.isEmpty)
        let empty = try await prepared(both, files: ["token": ""]).attempt { _ in .keys() }
        let named = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE names \(empty.home)/token"
        #expect(empty.reason == "\(named), which is empty: there is no token in it")
        #expect(empty.requests.isEmpty)
        var ofHome = both
        ofHome["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "~/token"
        #expect(try await prepared(ofHome, files: ["token": "Bearer y"]).attempt { _ in .keys() }.keyID == "ASIAKEYS")
    }

    @Test(
        "is requested without https only on this machine and at AWS's agents",
        arguments: [
            ("http://169.254.170.2/a", true), ("http://169.254.170.23/a", true), ("http://[fd00:ec2::23]/a", true),
            ("http://127.1.2.3:1/a", true), ("http://[::1]:1/a", true), ("http://localhost:1/a", true),
            ("https://anywhere.example/a", true), ("http://anywhere.example/a", false),
            ("http://169.254.169.254/a", false), ("http://127.0.0.1.evil.example/a", false),
            ("http://x.localhost/a", false), ("ftp://localhost/a", false), ("localhost", false),
        ])
    func hosts(url: String, isAsked: Bool) async throws {
        let environment = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": url]
        let transport = ScriptedTransport()
        let context = try ProviderContext.beside(transport, environment: environment)
        await #expect(throws: (any Error).self) { _ = try await ContainerCredentials(context: context).credentials() }
        #expect(transport.requests.isEmpty != isAsked)
    }

    @Test("is requested three times, a second apart, and is then broken")
    func attempts() async throws {
        let login = prepared()
        let outcome = try await login.attempt { _ in .answer(500, [], "hush") }
        #expect(outcome.reason == "its agent answered with status 500")
        #expect(outcome.requests.count == 3)
        #expect(login.clock.slept == [.seconds(1), .seconds(1)])
        let count = Mutex(0)
        let late = try await self.prepared().attempt { _ in
            count.withLock { $0 += 1 }
            return count.withLock { $0 } < 3 ? .answer(503) : .keys()
        }
        #expect(late.keyID == "ASIAKEYS")
    }

    @Test(
        "is broken if the response is invalid, and the response is never shown",
        arguments: ["hush", "[]", #"{"AccessKeyId":"hush"}"#])
    func unusable(body: String) async throws {
        let outcome = try await prepared().attempt { _ in .answer(200, [], body) }
        #expect(outcome.reason?.hasPrefix("its a") == true)
        #expect(outcome.reason?.contains("hush") == false)
    }

    @Test("is requested after the profile")
    func order() async throws {
        var login = prepared()
        login.credentials = "[default]\naws_access_key_id = AKIAOWN\naws_secret_access_key = s"
        #expect(try await login.attempt().keyID == "AKIAOWN")
    }
}
