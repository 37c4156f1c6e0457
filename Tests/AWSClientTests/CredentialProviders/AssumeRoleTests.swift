import AWSSigning
import Foundation
import Synchronization
import Testing

@testable import AWSClient

@Suite("A profile's role")
struct AssumeRoleTests {
    private let base = "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = hush-key\n"
    private let role = "role_arn = arn:aws:iam::123456789012:role/deploy\n"

    private func prepared(_ settings: String) -> Login {
        Login(config: "[profile deploy]\n" + settings, credentials: base, profile: "deploy")
    }

    @Test("is assumed with its source's keys, and without parameters that the profile does not set")
    func plain() async throws {
        let outcome = try await prepared(role + "source_profile = base").attempt { _ in .role("AssumeRole") }
        let found = try outcome.result.get()
        #expect(found.credentials.accessKeyID == "ASIAROLE")
        #expect(found.credentials.sessionToken == "hush-token")
        #expect(found.expiresAt == 1_790_003_600)
        #expect(
            found.source == "profile deploy: role arn:aws:iam::123456789012:role/deploy, assumed with profile base in"
                + " \(outcome.home)/.aws/credentials")
        let request = try #require(outcome.requests.first)
        #expect(request.form("Action") == "AssumeRole")
        #expect(request.form("RoleArn") == "arn:aws:iam::123456789012:role/deploy")
        #expect(request.form("RoleSessionName") == "counter-1790000000")
        for name in ["DurationSeconds", "ExternalId", "SerialNumber", "TokenCode"] {
            #expect(request.form(name) == nil)
        }
        #expect(request.header("authorization")?.contains("Credential=AKIABASE/") == true)
        #expect(request.header("authorization")?.contains("/eu-west-1/sts/") == true)
        #expect(outcome.requests.count == 1)
    }

    @Test("is assumed with the profile's settings and a code from the user")
    func settings() async throws {
        let asked = Mutex<[String]>([])
        var login = prepared(
            role + """
                source_profile = base
                duration_seconds = 7200
                external_id = abc:1
                role_session_name = ann
                mfa_serial = arn:aws:iam::123456789012:mfa/ann
                """)
        login.ask = { question in
            asked.withLock { $0.append(question) }
            return "123456"
        }
        let request = try #require(try await login.attempt { _ in .role("AssumeRole") }.requests.first)
        #expect(request.form("DurationSeconds") == "7200")
        #expect(request.form("ExternalId") == "abc:1")
        #expect(request.form("RoleSessionName") == "ann")
        #expect(request.form("SerialNumber") == "arn:aws:iam::123456789012:mfa/ann")
        #expect(request.form("TokenCode") == "123456")
        #expect(asked.withLock { $0 } == ["Code of arn:aws:iam::123456789012:mfa/ann: "])
    }

    @Test("is broken if it needs a code and nobody can be asked, or the answer is no code")
    func noCode() async throws {
        let settings = role + "source_profile = base\nmfa_serial = ann"
        let unattended = try await prepared(settings).attempt()
        #expect(unattended.reason == "it needs a code of the device ann, and there is no terminal to ask for it")
        for answer in [nil, "", "12345", "abcdef"] {
            var attended = prepared(settings)
            attended.ask = { _ in answer }
            let outcome = try await attended.attempt()
            #expect(outcome.reason == "the code of the device ann is six digits")
            #expect(outcome.requests.isEmpty)
        }
    }

    @Test("is assumed with a role that its source assumes first")
    func chained() async throws {
        let config = """
            source_profile = middle
            [profile middle]
            role_arn = arn:aws:iam::123456789012:role/middle
            source_profile = base
            """
        let outcome = try await prepared(role + config).attempt { request in
            .role("AssumeRole", id: request.form("RoleArn")?.hasSuffix("middle") == true ? "ASIAMIDDLE" : "ASIALAST")
        }
        #expect(outcome.keyID == "ASIALAST")
        #expect(outcome.requests.count == 2)
        #expect(outcome.requests.last?.header("authorization")?.contains("Credential=ASIAMIDDLE/") == true)
        #expect(outcome.requests.last?.header("x-amz-security-token") == "hush-token")
    }

    @Test("may be its own source if it has keys; any other circle is rejected")
    func circles() async throws {
        let keys = "source_profile = deploy\naws_access_key_id = AKIAOWN\naws_secret_access_key = s"
        let own = try await prepared(role + keys).attempt { _ in .role("AssumeRole") }
        #expect(own.requests.first?.header("authorization")?.contains("Credential=AKIAOWN/") == true)

        let itself = try await prepared(role + "source_profile = deploy").attempt()
        #expect(itself.reason == "its roles go round in a circle: deploy → deploy")
        let others = """
            source_profile = a
            [profile a]
            role_arn = r
            source_profile = b
            [profile b]
            role_arn = r
            source_profile = a
            """
        let round = try await prepared(role + others).attempt()
        #expect(
            round.reason
                == "profile a: profile b: its roles go round in a circle: deploy → a → b → a")
        #expect(round.requests.isEmpty)
    }

    @Test("is assumed with the keys of the environment, a container or an instance, if its settings say so")
    func places() async throws {
        let environment = ["AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "s"]
        var login = prepared(role + "credential_source = Environment")
        login.environment = environment
        let fromEnvironment = try await login.attempt { _ in .role("AssumeRole") }
        #expect(fromEnvironment.requests.first?.header("authorization")?.contains("Credential=AKIAENV/") == true)

        login = self.prepared(role + "credential_source = EcsContainer")
        login.environment = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "{server}/container"]
        let fromContainer = try await login.attempt { $0.target == "/container" ? .keys() : .role("AssumeRole") }
        #expect(fromContainer.requests.last?.header("authorization")?.contains("Credential=ASIAKEYS/") == true)

        login = self.prepared(role + "credential_source = Ec2InstanceMetadata")
        let fromInstance = try await login.attempt { request in
            if request.target == "/imds/latest/api/token" { return .answer(200, [], "session") }
            if request.target.hasSuffix("/security-credentials/") { return .answer(200, [], "web") }
            return request.target.hasPrefix("/imds") ? .keys() : .role("AssumeRole")
        }
        #expect(fromInstance.requests.last?.header("authorization")?.contains("Credential=ASIAKEYS/") == true)
    }

    @Test(
        "is broken if its source is invalid",
        arguments: [
            ("", "its role_arn needs a source_profile or a credential_source"),
            (
                "source_profile = base\ncredential_source = Environment",
                "it has both source_profile and credential_source: keep one"
            ),
            ("source_profile = nope", "its source_profile nope is not in "),
            (
                "credential_source = environment",
                "its credential_source environment is none of Environment, EcsContainer and Ec2InstanceMetadata"
            ),
            ("credential_source = Environment", "environment variables: AWS_ACCESS_KEY_ID is not set"),
            (
                "source_profile = empty\n[profile empty]\nregion = a",
                "web identity: empty has no token file; profile empty: "
            ),
            (
                "source_profile = base\nduration_seconds = soon",
                "its duration_seconds is no whole number from 900 to 43200"
            ),
            (
                "source_profile = base\nduration_seconds = 60",
                "its duration_seconds is no whole number from 900 to 43200"
            ),
        ])
    func broken(settings: String, reason: String) async throws {
        let outcome = try await prepared(role + settings).attempt()
        #expect(outcome.reason?.hasPrefix(reason) == true, "\(outcome.reason ?? "none")")
        #expect(outcome.requests.isEmpty)
    }

    @Test("reports a refusal by STS with STS's message, without a secret")
    func refused() async throws {
        let outcome = try await prepared(role + "source_profile = base").attempt { _ in
            .refusal("AccessDenied", "User ann is not authorized to perform: sts:AssumeRole")
        }
        #expect(
            outcome.reason
                == "STS answered AssumeRole with AccessDenied (403): User ann is not authorized to perform: sts:AssumeRole"
        )
    }

    @Test("is requested as often as the user's settings allow while STS is unavailable", arguments: [1, 2, 7])
    func attempts(most: Int) async throws {
        var login = prepared(role + "source_profile = base")
        login.environment = ["AWS_MAX_ATTEMPTS": "\(most)"]
        let outcome = try await login.attempt { _ in .answer(500) }
        #expect(outcome.requests.count == most)
        #expect(outcome.reason?.hasPrefix("STS answered AssumeRole with Internal Server Error (500)") == true)
    }

    @Test("is broken if its keys have already expired")
    func expired() async throws {
        let outcome = try await prepared(role + "source_profile = base").attempt { _ in
            .role("AssumeRole", until: "2026-09-21T14:13:20Z")
        }
        #expect(outcome.reason == "the keys expired at 2026-09-21T14:13:20Z: log in again")
    }

    @Test("comes after keys in the environment and before the profile's own, unless the command line names the profile")
    func order() async throws {
        let keys = "source_profile = base\naws_access_key_id = AKIAOWN\naws_secret_access_key = s"
        var login = prepared(role + keys)
        login.environment = ["AWS_ACCESS_KEY_ID": "AKIAENV", "AWS_SECRET_ACCESS_KEY": "s"]
        #expect(try await login.attempt { _ in .role("AssumeRole") }.keyID == "ASIAROLE")
        login.profile = nil
        login.environment["AWS_PROFILE"] = "deploy"
        #expect(try await login.attempt { _ in .role("AssumeRole") }.keyID == "AKIAENV")
    }
}
