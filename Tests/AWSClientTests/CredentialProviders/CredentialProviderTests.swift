import AWSSigning
import Foundation
import Testing

@testable import AWSClient

@Suite("Credentials in the environment")
struct EnvironmentCredentialsTests {
    private func look(_ environment: [String: String]) throws -> CredentialLookup {
        try EnvironmentCredentials(environment: environment).credentials()
    }

    private func found(_ token: String?) -> CredentialLookup {
        let credentials = Credentials(accessKeyID: "AKIA", secretAccessKey: "s/+#", sessionToken: token)
        return .found(SourcedCredentials(credentials: credentials, source: "environment variables"))
    }

    @Test("are a key, its secret and optionally a token under its new or old name")
    func keys() throws {
        let keys = ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s/+#"]
        #expect(try look(keys) == found(nil))
        #expect(try look(keys.merging(["AWS_SESSION_TOKEN": "t"]) { $1 }) == found("t"))
        #expect(try look(keys.merging(["AWS_SESSION_TOKEN": "t", "AWS_SECURITY_TOKEN": "o"]) { $1 }) == found("t"))
        #expect(try look(keys.merging(["AWS_SESSION_TOKEN": "", "AWS_SECURITY_TOKEN": "o"]) { $1 }) == found("o"))
        #expect(try look(keys.merging(["AWS_SESSION_TOKEN": ""]) { $1 }) == found(nil))
    }

    @Test("may have an expiry")
    func expiration() throws {
        let keys = ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s"]
        let until = keys.merging(["AWS_CREDENTIAL_EXPIRATION": "2026-09-21T14:13:20Z"]) { $1 }
        guard case .found(let found) = try look(until) else {
            Issue.record("there are keys")
            return
        }
        #expect(found.expiresAt == 1_790_000_000)
        let wrong = keys.merging(["AWS_CREDENTIAL_EXPIRATION": "soon"]) { $1 }
        #expect(throws: BrokenCredentials.self) { _ = try look(wrong) }
    }

    @Test(
        "are not configured if both halves of the pair are missing",
        arguments: [
            [:], ["AWS_ACCESS_KEY_ID": ""], ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""],
            ["AWS_SESSION_TOKEN": "t"],
        ])
    func absent(environment: [String: String]) throws {
        #expect(try look(environment) == .notConfigured("AWS_ACCESS_KEY_ID is not set"))
    }

    @Test(
        "are broken if half a pair is missing, or a value has white space",
        arguments: [
            ["AWS_ACCESS_KEY_ID": "A"], ["AWS_SECRET_ACCESS_KEY": "hush"],
            ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "hush\n"],
            ["AWS_ACCESS_KEY_ID": "A\r\nX: y", "AWS_SECRET_ACCESS_KEY": "hush"],
            ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "hush", "AWS_SESSION_TOKEN": "hush é"],
        ])
    func broken(environment: [String: String]) throws {
        let error = try #require(#expect(throws: BrokenCredentials.self) { _ = try look(environment) })
        #expect(error.reason.contains("AWS_"))
        #expect(!"\(error)".contains("hush"))
    }
}

@Suite("Credentials in a profile")
struct ProfileCredentialsTests {
    private func prepared(config: String? = nil, credentials: String? = nil, profile: String? = nil) -> Login {
        Login(
            config: config, credentials: credentials, environment: ["AWS_EC2_METADATA_DISABLED": "true"],
            profile: profile)
    }

    private let others = "aws_access_key_id = C\naws_secret_access_key = other\n"

    @Test("are read from either file, the credentials file first, and name their source")
    func sources() async throws {
        let plain = "aws_access_key_id = S\naws_secret_access_key = a#b\naws_session_token = t\n"
        let outcome = try await prepared(config: "[profile p]\n" + others, credentials: "[p]\n" + plain, profile: "p")
            .attempt()
        let expected = SourcedCredentials(
            credentials: Credentials(accessKeyID: "S", secretAccessKey: "a#b", sessionToken: "t"),
            source: "profile p in \(outcome.home)/.aws/credentials")
        #expect(try outcome.result.get() == expected)
        #expect(try await prepared(config: "[default]\n" + plain).attempt().keyID == "S")
        #expect(try await prepared(credentials: "[default]\n" + plain).attempt().keyID == "S")
    }

    @Test("are not configured without a default profile or keys in it")
    func absent() async throws {
        let none = try await prepared().attempt()
        #expect(none.declined("profile default")?.hasPrefix("there is no such profile in ") == true)
        let empty = try await prepared(config: "[default]\nregion = eu-west-1").attempt()
        #expect(empty.declined("profile default")?.hasPrefix("it has neither keys nor another login in ") == true)
    }

    @Test("are broken if a comment follows a value, which the grammar takes as part of it")
    func comment() async throws {
        let commented = "[default]\naws_access_key_id = A\naws_secret_access_key = hush # mine"
        let outcome = try await prepared(credentials: commented).attempt()
        #expect(outcome.reason?.contains("aws_secret_access_key has white space") == true)
        #expect(outcome.reason?.contains("hush") == false)
    }

    @Test("are broken if one file has half a pair, even if the other has the rest")
    func half() async throws {
        let outcome = try await prepared(
            config: "[default]\naws_secret_access_key = hush", credentials: "[default]\naws_access_key_id = A"
        ).attempt()
        #expect(outcome.reason?.contains("aws_secret_access_key is not") == true)
        #expect(outcome.reason?.contains("hush") == false)
    }

    @Test("explain what to do about a login of `aws login`, also for a role's source")
    func loginSession() async throws {
        let session = "[profile p q]\nlogin_session = x\n".replacing("p q", with: "'p q'")
        let outcome = try await prepared(config: session, profile: "p q").attempt()
        let command = "credential_process = aws configure export-credentials --profile 'p q' --format process"
        #expect(
            outcome.reason?.contains("add `[profile 'p q-keys']` with `\(command)` to \(outcome.home)/.aws/config")
                == true)
        let role = "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = p q\n"
        let source = try await prepared(config: role + session, profile: "role").attempt()
        #expect(source.reason?.hasPrefix("profile p q: ") == true)
        #expect(source.reason?.contains("name that profile in this one's place, as source_profile") == true)
    }

    @Test("are reported missing from both files, even if the profile is in only one")
    func neitherKeys() async throws {
        let reasons = [
            try await prepared(credentials: "[default]\nregion = a").attempt(),
            try await prepared(config: "[default]\nregion = a").attempt(),
        ].map { ($0.declined("profile default"), $0.home) }
        for (reason, home) in reasons {
            let files = "\(home)/.aws/config or \(home)/.aws/credentials"
            #expect(reason == "it has neither keys nor another login in \(files)")
        }
    }

    @Test("are broken in quotes, which would become part of them", arguments: ["\"hush\"", "'hush'"])
    func quoted(secret: String) async throws {
        let text = "[default]\naws_access_key_id = A\naws_secret_access_key = \(secret)"
        let outcome = try await prepared(credentials: text).attempt()
        #expect(outcome.reason?.contains("aws_secret_access_key is in quotes") == true)
        #expect(outcome.reason?.contains("hush") == false)
    }

    @Test("are reported as unreadable only if no earlier source has credentials")
    func unreadable() async throws {
        let environment = ["AWS_ACCESS_KEY_ID": "A", "AWS_SECRET_ACCESS_KEY": "s"]
        let folder = ["AWS_SHARED_CREDENTIALS_FILE": "{home}/.aws", "AWS_CONFIG_FILE": "{home}/.aws"]
        let files = ["x": "x", ".aws/x": "x"]
        let served = Login(environment: environment.merging(folder) { $1 }, files: files)
        #expect(try await served.attempt().keyID == "A")
        let needed = try await Login(environment: folder, files: files).attempt { _ in .keys() }
        #expect(needed.reason == "\(needed.home)/.aws is a folder, not a file")
        #expect(needed.requests.isEmpty, "another identity was looked for")
        let keys = "[default]\naws_access_key_id = B\naws_secret_access_key = s"
        let other = Login(credentials: keys, environment: ["AWS_CONFIG_FILE": "{home}/.aws"])
        #expect(try await other.attempt().keyID == "B")
    }

    @Test(
        "are not used instead of an earlier login, and are used before a later one",
        arguments: [
            ("role_arn = x", false, false), ("web_identity_token_file = /gone", false, false),
            ("sso_account_id = x", false, false), ("login_session = x", true, false),
            ("credential_process = false", true, false), ("sso_session = x", true, true),
        ])
    func order(setting: String, credentialsFileServes: Bool, configFileServes: Bool) async throws {
        let plain = "aws_access_key_id = A\naws_secret_access_key = s\n"
        let section = "[default]\n\(setting)\n"
        let inCredentials = try await prepared(config: section, credentials: "[default]\n" + plain).attempt()
        #expect((inCredentials.keyID == "A") == credentialsFileServes)
        #expect((inCredentials.reason != nil) == !credentialsFileServes)
        let inConfig = try await prepared(config: section + plain).attempt()
        #expect((inConfig.keyID == "A") == configFileServes)
        #expect((inConfig.reason != nil) == !configFileServes)
    }
}
