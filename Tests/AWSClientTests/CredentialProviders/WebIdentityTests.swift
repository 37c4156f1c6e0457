import AWSSigning
import Foundation
import Testing

@testable import AWSClient

@Suite("A web identity")
struct WebIdentityTests {
    private static let token = "eyJhbGciOi.hush-jwt.c2ln"
    private let variables = [
        "AWS_WEB_IDENTITY_TOKEN_FILE": "{home}/token", "AWS_ROLE_ARN": "arn:aws:iam::1:role/ci",
    ]
    private let role: @Sendable (LoopbackServer.Request) -> LoopbackServer.Reaction = { _ in
        .role("AssumeRoleWithWebIdentity")
    }

    private func prepared(_ environment: [String: String] = [:], config: String? = nil, profile: String? = nil) -> Login
    {
        Login(config: config, environment: environment, profile: profile, files: ["token": Self.token + "\n"])
    }

    @Test("of the environment becomes a role's keys, by an unsigned request")
    func environment() async throws {
        let outcome = try await prepared(variables).attempt(role)
        let found = try outcome.result.get()
        #expect(found.credentials.accessKeyID == "ASIAROLE")
        #expect(found.expiresAt == 1_790_003_600)
        #expect(found.source == "role arn:aws:iam::1:role/ci, assumed with the token in \(outcome.home)/token")
        let request = try #require(outcome.requests.first)
        #expect(request.form("Action") == "AssumeRoleWithWebIdentity")
        #expect(request.form("RoleArn") == "arn:aws:iam::1:role/ci")
        #expect(request.form("RoleSessionName") == "counter-1790000000")
        #expect(request.form("WebIdentityToken") == Self.token)
        #expect(request.header("authorization") == nil)
        #expect(request.header("x-amz-date") == nil)
    }

    @Test("is not sent again if it has expired, whatever the clock: there is no signature to make anew")
    func notSignedAnew() async throws {
        let over = """
            <ErrorResponse><Error><Code>ExpiredTokenException</Code><Message>Token expired</Message></Error></ErrorResponse>
            """
        let outcome = try await prepared(variables).attempt { _ in
            .answer(400, ["Date: Mon, 21 Sep 2026 15:13:20 GMT"], over)
        }
        #expect(outcome.requests.count == 1)
        #expect(
            outcome.reason == "STS answered AssumeRoleWithWebIdentity with ExpiredTokenException (400): Token expired")
    }

    @Test("of the profile works the same way, and each variable wins over the profile's setting")
    func profile() async throws {
        let config = """
            [default]
            role_arn = arn:aws:iam::1:role/profile
            role_session_name = ann
            web_identity_token_file = {home}/token
            """
        let ofProfile = try await prepared(config: config).attempt(role)
        #expect(ofProfile.requests.first?.form("RoleArn") == "arn:aws:iam::1:role/profile")
        #expect(ofProfile.requests.first?.form("RoleSessionName") == "ann")
        let both = try await prepared(["AWS_ROLE_ARN": "r-env", "AWS_ROLE_SESSION_NAME": "env"], config: config)
            .attempt(
                role)
        #expect(both.requests.first?.form("RoleArn") == "r-env")
        #expect(both.requests.first?.form("RoleSessionName") == "env")
        let named = try await prepared(["AWS_ROLE_ARN": "r-env"], config: config, profile: "default").attempt(role)
        #expect(named.requests.first?.form("RoleArn") == "arn:aws:iam::1:role/profile")
    }

    @Test("comes before the profile's keys, unless the command line names the profile")
    func order() async throws {
        var login = prepared(variables)
        login.credentials = "[default]\naws_access_key_id = AKIAOWN\naws_secret_access_key = s"
        #expect(try await login.attempt(role).keyID == "ASIAROLE")
        login.profile = "default"
        #expect(try await login.attempt(role).keyID == "AKIAOWN")
    }

    @Test("is broken without a role, and without the token's file")
    func broken() async throws {
        let noRole = try await prepared(["AWS_WEB_IDENTITY_TOKEN_FILE": "{home}/token"]).attempt()
        #expect(noRole.reason == "AWS_WEB_IDENTITY_TOKEN_FILE is set, but no role is: set AWS_ROLE_ARN, or role_arn")
        var gone = variables
        gone["AWS_WEB_IDENTITY_TOKEN_FILE"] = "{home}/gone"
        let noFile = try await prepared(gone).attempt()
        #expect(noFile.reason == "AWS_WEB_IDENTITY_TOKEN_FILE names \(noFile.home)/gone, which is not there")
        gone["AWS_WEB_IDENTITY_TOKEN_FILE"] = "{home}"
        let folder = try await prepared(gone).attempt()
        #expect(
            folder.reason == "AWS_WEB_IDENTITY_TOKEN_FILE names \(folder.home), which is a folder, not a file")
    }

    @Test("is broken by an empty token file, before anything is sent", arguments: ["", "\n", " \n\t"])
    func empty(text: String) async throws {
        var login = prepared(variables)
        login.files["token"] = text
        let outcome = try await login.attempt(role)
        #expect(
            outcome.reason
                == "AWS_WEB_IDENTITY_TOKEN_FILE names \(outcome.home)/token, which is empty: there is no token in it")
        #expect(outcome.requests.isEmpty)
    }

    @Test(
        "expands ~ and $HOME in the path of its token's file", arguments: ["~", "$HOME", "${HOME}"])
    func home(folder: String) async throws {
        var environment = variables
        environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "\(folder)/token"
        #expect(try await prepared(environment).attempt(role).keyID == "ASIAROLE")
    }

    @Test("never shows its token, even if STS repeats it")
    func secret() async throws {
        let outcome = try await prepared(variables).attempt { _ in
            .refusal("InvalidIdentityToken", "Not valid: \(Self.token)")
        }
        #expect(
            outcome.reason
                == "STS answered AssumeRoleWithWebIdentity with InvalidIdentityToken (403): Not valid: [redacted]")
        let inCode = try await prepared(variables).attempt { _ in .refusal(Self.token, "No") }
        #expect(inCode.reason == "STS answered AssumeRoleWithWebIdentity with Forbidden (403): No")
    }
}
