import AWSSigning
import Foundation
import HostSystem
import Testing

@testable import AWSClient

@Suite("A login at IAM Identity Center")
struct SSOTests {
    // sha1("my-sso") and sha1("https://corp.awsapps.com/start")
    private static let sessionFile = ".aws/sso/cache/0ad374308c5a4e22f723adf10145eafad7c4031c.json"
    private static let urlFile = ".aws/sso/cache/a51746d4aa793ae07b25e90c3a5db96fc7832bd7.json"
    private static let account = "sso_account_id = 123456789012\nsso_role_name = Dev Ops\n"
    private static let center = "sso_start_url = https://corp.awsapps.com/start\nsso_region = eu-central-1\n"
    private static let inSession = "[profile dev]\nsso_session = my-sso\n\(account)\n[sso-session my-sso]\n\(center)"
    private static let inProfile = "[profile dev]\n" + account + center

    private static func token(until: String, refresh: Bool = false, registeredUntil: String = "2027-01-01T00:00:00Z")
        -> String
    {
        let more =
            refresh
            ? #","clientId":"c","clientSecret":"hush-secret","refreshToken":"hush-refresh","registrationExpiresAt":"#
                + "\"\(registeredUntil)\"" : ""
        return #"{"accessToken":"hush-access","expiresAt":"\#(until)"\#(more)}"#
    }

    private static func portal(_ request: LoopbackServer.Request) -> LoopbackServer.Reaction {
        guard request.target.hasPrefix("/federation/credentials?") else { return .answer(404) }
        return .answer(
            200, [],
            #"{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"hush","sessionToken":"t","expiration":1790003600999}}"#
        )
    }

    private func prepared(
        _ token: String?, config: String = inSession, file: String = sessionFile
    ) -> Login {
        Login(config: config, profile: "dev", files: token.map { [file: $0] } ?? [:])
    }

    @Test("becomes a role's keys, with an sso-session and in the older form")
    func keys() async throws {
        for (config, file) in [(Self.inSession, Self.sessionFile), (Self.inProfile, Self.urlFile)] {
            let outcome = try await prepared(Self.token(until: "2026-09-21T20:00:00UTC"), config: config, file: file)
                .attempt(Self.portal)
            let found = try outcome.result.get()
            #expect(found.credentials.accessKeyID == "ASIASSO")
            #expect(found.expiresAt == 1_790_003_600)
            #expect(found.source == "profile dev: role Dev Ops at IAM Identity Center")
            let request = try #require(outcome.requests.first)
            #expect(request.target == "/federation/credentials?role_name=Dev%20Ops&account_id=123456789012")
            #expect(request.header("x-amz-sso_bearer_token") == "hush-access")
            #expect(request.header("authorization") == nil)
        }
    }

    @Test("is renewed when less than a quarter of an hour is left, and saved for the next run")
    func renewed() async throws {
        let old = Self.token(until: "2026-09-21T14:28:19Z", refresh: true)
        let outcome = try await prepared(old).attempt { request in
            guard request.target == "/token" else { return Self.portal(request) }
            return .answer(200, [], #"{"accessToken":"hush-new","expiresIn":3600,"refreshToken":"hush-next"}"#)
        }
        #expect(outcome.keyID == "ASIASSO")
        let renewal = try #require(outcome.requests.first)
        let body = try JSONDecoder().decode([String: String].self, from: renewal.body)
        #expect(
            body == [
                "grantType": "refresh_token", "clientId": "c", "clientSecret": "hush-secret",
                "refreshToken": "hush-refresh",
            ])
        #expect(renewal.header("authorization") == nil)
        #expect(outcome.requests.last?.header("x-amz-sso_bearer_token") == "hush-new")
        let kept = try JSONDecoder().decode(SSOToken.self, from: Data((outcome.files[Self.sessionFile] ?? "").utf8))
        #expect(kept.accessToken == "hush-new")
        #expect(kept.refreshToken == "hush-next")
        #expect(kept.expiresAt == "2026-09-21T15:13:20Z")
        #expect(kept.startUrl == "https://corp.awsapps.com/start")
        #expect(kept.clientSecret == "hush-secret")
    }

    @Test("accepts any lifetime of a renewal, however long")
    func renewedForever() async throws {
        let old = Self.token(until: "2026-09-21T14:28:19Z", refresh: true)
        let outcome = try await prepared(old).attempt { request in
            guard request.target == "/token" else { return Self.portal(request) }
            return .answer(200, [], #"{"accessToken":"hush-new","expiresIn":\#(Int64.max)}"#)
        }
        #expect(outcome.keyID == "ASIASSO")
    }

    @Test("is used until it expires if it cannot be renewed")
    func notRenewed() async throws {
        let refused = try await prepared(Self.token(until: "2026-09-21T14:20:00Z", refresh: true)).attempt { request in
            request.target == "/token" ? .answer(400, [], #"{"error":"invalid_grant"}"#) : Self.portal(request)
        }
        #expect(refused.keyID == "ASIASSO")
        #expect(refused.requests.last?.header("x-amz-sso_bearer_token") == "hush-access")
        let unregistered = Self.token(
            until: "2026-09-21T14:20:00Z", refresh: true, registeredUntil: "2026-09-21T14:13:20Z")
        let silent = try await prepared(unregistered).attempt(Self.portal)
        #expect(silent.keyID == "ASIASSO")
        #expect(silent.requests.count == 1)
        let older = try await prepared(
            Self.token(until: "2026-09-21T14:20:00Z", refresh: true), config: Self.inProfile, file: Self.urlFile
        ).attempt(Self.portal)
        #expect(older.requests.count == 1)
    }

    @Test("reports the command to run if it has expired or does not exist")
    func over() async throws {
        let over = "its login at IAM Identity Center is over: run `aws sso login --profile dev`"
        #expect(try await prepared(Self.token(until: "2026-09-21T14:13:20Z")).attempt().reason == over)
        let refused = try await prepared(Self.token(until: "2026-09-21T20:00:00Z")).attempt { _ in
            .answer(401, [], "{}")
        }
        #expect(refused.reason == over)
        let none = try await prepared(nil).attempt()
        #expect(none.reason == "there is no login at IAM Identity Center: run `aws sso login --profile dev`")
        let unreadable = try await prepared("no JSON, hush").attempt()
        #expect(
            unreadable.reason?.hasSuffix(" is no JSON object of a login: run `aws sso login --profile dev`") == true)
        #expect(unreadable.reason?.contains("hush") == false)
    }

    @Test(
        "is broken if its settings are",
        arguments: [
            ("sso_session = my-sso\n" + account, "its sso_session my-sso is no [sso-session] of "),
            (account, "its login at IAM Identity Center lacks sso_region, sso_start_url"),
            ("sso_role_name = r\n" + center, "its login at IAM Identity Center lacks sso_account_id"),
            (
                "sso_session = s\n\(account)[sso-session s]\nsso_region = a",
                "its login at IAM Identity Center lacks sso_start_url"
            ),
            (
                "sso_session = s\nsso_region = b\n\(account)[sso-session s]\n\(center)",
                "sso_region is not the same in it and in its sso-session s"
            ),
        ])
    func broken(settings: String, reason: String) async throws {
        let outcome = try await prepared(nil, config: "[profile dev]\n" + settings).attempt()
        #expect(outcome.reason?.hasPrefix(reason) == true, "\(outcome.reason ?? "none")")
    }

    @Test("reports a refusal by the portal with its message, without a token")
    func refused() async throws {
        let outcome = try await prepared(Self.token(until: "2026-09-21T20:00:00Z")).attempt { _ in
            .answer(403, ["x-amzn-errortype: ForbiddenException"], #"{"message":"No access, hush-access"}"#)
        }
        #expect(
            outcome.reason == "SSO answered GetRoleCredentials with ForbiddenException (403): No access, [redacted]")
        let inCode = try await prepared(Self.token(until: "2026-09-21T20:00:00Z")).attempt { _ in
            .answer(403, ["x-amzn-errortype: hush-access", "x-amzn-requestid: hush-access"], "{}")
        }
        #expect(inCode.reason == "SSO answered GetRoleCredentials with Forbidden (403)")
    }

    @Test("is written atomically, readable by its owner only")
    func permissions() async throws {
        try await SharedFiles.with(config: "old") { files in
            try CredentialFiles.onDisk.write(Data("new".utf8), files.configPath)
            #expect(try await CredentialFiles.onDisk.read(files.configPath)?.data == Data("new".utf8))
            let attributes = try FileManager.default.attributesOfItem(atPath: files.configPath)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.contentsOfDirectory(atPath: "\(files.home)/.aws") == ["config"])
            #expect(throws: (any Error).self) { try CredentialFiles.onDisk.write(Data(), "\(files.home)/none/f") }
        }
    }
}
