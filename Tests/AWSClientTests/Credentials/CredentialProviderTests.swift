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

    @Test("are a key, its secret and perhaps a token under its new or old name")
    func keys() throws {
        let keys = ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s/+#"]
        #expect(try look(keys) == found(nil))
        #expect(try look(keys.merging(["AWS_SESSION_TOKEN": "t"]) { $1 }) == found("t"))
        #expect(try look(keys.merging(["AWS_SESSION_TOKEN": "t", "AWS_SECURITY_TOKEN": "o"]) { $1 }) == found("t"))
        #expect(try look(keys.merging(["AWS_SESSION_TOKEN": "", "AWS_SECURITY_TOKEN": "o"]) { $1 }) == found("o"))
        #expect(try look(keys.merging(["AWS_SESSION_TOKEN": ""]) { $1 }) == found(nil))
    }

    @Test(
        "are not configured where no half of the pair is set",
        arguments: [
            [:], ["AWS_ACCESS_KEY_ID": ""], ["AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""],
            ["AWS_SESSION_TOKEN": "t"],
        ])
    func absent(environment: [String: String]) throws {
        #expect(try look(environment) == .notConfigured("AWS_ACCESS_KEY_ID is not set"))
    }

    @Test(
        "are broken where half a pair is set, or white space is in a value",
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
    private func look(
        config: String? = nil, credentials: String? = nil, profile: String? = nil
    ) throws -> CredentialLookup {
        try SharedFiles.with(config: config, credentials: credentials) { files in
            let configuration = try SharedConfiguration(environment: files.environment, profile: profile)
            return try ProfileCredentials(configuration).credentials()
        }
    }

    private func keyID(_ lookup: CredentialLookup) -> String? {
        guard case .found(let found) = lookup else { return nil }
        return found.credentials.accessKeyID
    }

    private let others = "aws_access_key_id = C\naws_secret_access_key = other\n"

    @Test("are read from either file, the credentials file first, with where they came from")
    func sources() throws {
        let plain = "aws_access_key_id = S\naws_secret_access_key = a#b\naws_session_token = t\n"
        try SharedFiles.with(config: "[profile p]\n" + others, credentials: "[p]\n" + plain) { files in
            let configuration = try SharedConfiguration(environment: files.environment, profile: "p")
            let expected = SourcedCredentials(
                credentials: Credentials(accessKeyID: "S", secretAccessKey: "a#b", sessionToken: "t"),
                source: "profile p in \(files.credentialsPath)")
            #expect(try ProfileCredentials(configuration).credentials() == .found(expected))
        }
        #expect(keyID(try look(config: "[default]\n" + plain)) == "S")
        #expect(keyID(try look(credentials: "[default]\n" + plain)) == "S")
    }

    @Test("are not configured without a default profile or keys in it")
    func absent() throws {
        guard case .notConfigured(let reason) = try look() else {
            Issue.record("there are no files")
            return
        }
        #expect(reason.hasPrefix("there is no such profile in "))
        guard case .notConfigured = try look(config: "[default]\nregion = eu-west-1") else {
            Issue.record("there are no keys")
            return
        }
    }

    @Test("are broken where a value has a comment behind it, which the grammar takes for part of it")
    func comment() throws {
        let commented = "[default]\naws_access_key_id = A\naws_secret_access_key = hush # mine"
        let error = #expect(throws: BrokenCredentials.self) { _ = try look(credentials: commented) }
        #expect(error?.reason.contains("aws_secret_access_key has white space") == true)
        #expect(error?.reason.contains("hush") == false)
    }

    @Test("are broken where one file has half a pair, even if the other has the rest")
    func half() throws {
        let error = try #require(
            #expect(throws: BrokenCredentials.self) {
                _ = try look(
                    config: "[default]\naws_secret_access_key = hush",
                    credentials: "[default]\naws_access_key_id = A")
            })
        #expect(error.reason.contains("aws_secret_access_key is not"))
        #expect(!"\(error)".contains("hush"))
    }

    @Test(
        "say which other login is asked for and what to do",
        arguments: [
            "role_arn", "web_identity_token_file", "sso_account_id", "sso_role_name", "sso_session", "sso_start_url",
            "credential_process", "login_session",
        ])
    func otherLogins(key: String) throws {
        let error = try #require(
            #expect(throws: BrokenCredentials.self) { _ = try look(config: "[profile p]\n\(key) = x", profile: "p") })
        #expect(error.reason.contains("(\(key))"))
        #expect(error.reason.contains("`aws configure export-credentials --profile p --format env`"))
    }

    @Test(
        "do not serve in place of a login that comes before them, and serve before one that comes after",
        arguments: [
            ("role_arn", false, false), ("sso_account_id", false, false), ("login_session", true, false),
            ("credential_process", true, false), ("sso_session", true, true),
        ])
    func order(key: String, credentialsFileServes: Bool, configFileServes: Bool) throws {
        let plain = "aws_access_key_id = A\naws_secret_access_key = s\n"
        let login = "[default]\n\(key) = x\n"
        let inCredentials = try? look(config: login, credentials: "[default]\n" + plain)
        #expect((inCredentials.flatMap(keyID) == "A") == credentialsFileServes)
        let inConfig = try? look(config: login + plain)
        #expect((inConfig.flatMap(keyID) == "A") == configFileServes)
    }
}
