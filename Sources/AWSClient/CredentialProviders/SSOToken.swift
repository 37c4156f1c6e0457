import AWSSigning
import Foundation
import HostSystem

/// A login at IAM Identity Center, as the AWS CLI keeps it in a file.
///
/// The first two fields are always present; the others only if the login can be renewed.
struct SSOToken: Codable, Sendable {
    var accessToken: String
    var expiresAt: String
    var startUrl: String?
    var region: String?
    var clientId: String?
    var clientSecret: String?
    var registrationExpiresAt: String?
    var refreshToken: String?
}

/// The file of one login; it is rewritten when the login is renewed.
struct SSOTokenFile: Sendable {
    private static let createToken = ServiceOperation(.ssoOIDC, "CreateToken", .write, path: "/token")
    /// A login with less time left is renewed.
    private static let renewedBelowSeconds: Int64 = 900
    /// The longest lifetime that is accepted from a response: no real one exceeds a year.
    private static let longestSeconds: Int64 = 366 * 86_400

    private let settings: SSOSettings
    private let context: ProviderContext
    private let path: String
    /// What to do about an expired login.
    private let advice: String

    init(_ settings: SSOSettings, profile: String, _ context: ProviderContext) {
        self.settings = settings
        self.context = context
        path = PathExpansion.expanded("~/.aws/sso/cache/\(settings.cacheFile)", environment: context.environment)
        advice = "run `aws sso login --profile \(profile)`"
    }

    /// The error for an expired login.
    var isOver: BrokenCredentials { BrokenCredentials("its login at IAM Identity Center is over: \(advice)") }

    /// The token for the portal.
    ///
    /// - Throws: ``BrokenCredentials`` if there is no login, or it has expired and cannot be renewed.
    func accessToken() async throws -> String {
        let token = try await read()
        guard let expiresAt = Timestamp.seconds(token.expiresAt) else {
            throw BrokenCredentials("the expiresAt of its login in \(path) is no time: \(advice)")
        }
        let now = context.now()
        if expiresAt - now < Self.renewedBelowSeconds, let renewed = try await renewed(token) { return renewed }
        guard expiresAt > now else { throw isOver }
        return token.accessToken
    }

    private func read() async throws -> SSOToken {
        let content: InputFile.Content?
        do {
            content = try await context.files.read(path)
        } catch let error as CredentialFiles.Unusable {
            throw BrokenCredentials("its login in \(path) \(error.reason)")
        }
        guard let content else { throw BrokenCredentials("there is no login at IAM Identity Center: \(advice)") }
        guard let token = try? JSONDecoder().decode(SSOToken.self, from: content.data) else {
            throw BrokenCredentials("its login in \(path) is no JSON object of a login: \(advice)")
        }
        return token
    }

    /// Nil if the login cannot be renewed: it is then used until it expires.
    private func renewed(_ token: SSOToken) async throws -> String? {
        guard settings.session != nil, let refreshToken = token.refreshToken, let clientID = token.clientId,
            let clientSecret = token.clientSecret,
            let registeredUntil = token.registrationExpiresAt.flatMap(Timestamp.seconds),
            registeredUntil > context.now()
        else { return nil }
        let answer: Renewal
        do {
            let client = try context.client(
                for: .ssoOIDC, region: settings.region, credentials: nil,
                hiding: [refreshToken, clientSecret, token.accessToken])
            answer = try await client.call(
                Self.createToken, path: [:],
                body: [
                    "grantType": "refresh_token", "clientId": clientID, "clientSecret": clientSecret,
                    "refreshToken": refreshToken,
                ])
        } catch is ServiceError {
            return nil
        } catch let error as LostResponse where error.cause is ServiceError {
            return nil
        }
        var new = token
        new.accessToken = answer.accessToken
        new.refreshToken = answer.refreshToken
        new.expiresAt = Timestamp.text(context.now() + min(max(answer.expiresIn, 0), Self.longestSeconds))
        new.startUrl = settings.startURL
        new.region = settings.region
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A failed write is no error: the new token serves this run.
        if let data = try? encoder.encode(new) { try? context.files.write(data, path) }
        return answer.accessToken
    }

    /// The response to a renewal.
    ///
    /// <https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html>
    private struct Renewal: Decodable {
        let accessToken: String
        let expiresIn: Int64
        let refreshToken: String?
    }
}

/// A profile's settings for IAM Identity Center, with an `sso-session` or without.
struct SSOSettings: Sendable, Equatable {
    let startURL: String
    /// The region of the login; the profile's own region may differ.
    let region: String
    let account: String
    let role: String
    /// The `sso-session`'s name; nil for the older form, whose login is never renewed.
    let session: String?

    /// Nil if the profile has neither an account nor a role name for it.
    ///
    /// - Throws: ``BrokenCredentials``
    init?(_ profile: Profile, _ configuration: SharedConfiguration) throws {
        let account = profile.value("sso_account_id")
        let role = profile.value("sso_role_name")
        session = profile.value("sso_session")
        if account == nil, role == nil { return nil }
        let shared = try session.map { try Self.settings(ofSession: $0, profile, configuration) }
        func setting(_ key: String) -> String? {
            guard let shared else { return profile.value(key) }
            return (shared[key]?.text).flatMap { $0.isEmpty ? nil : $0 }
        }
        let values = [
            "sso_account_id": account, "sso_role_name": role, "sso_start_url": setting("sso_start_url"),
            "sso_region": setting("sso_region"),
        ]
        let missing = values.filter { $0.value == nil }.keys.sorted()
        guard let account, let role, let startURL = values["sso_start_url"] ?? nil,
            let region = values["sso_region"] ?? nil
        else { throw BrokenCredentials("its login at IAM Identity Center lacks \(missing.joined(separator: ", "))") }
        (self.startURL, self.region, self.account, self.role) = (startURL, region, account, role)
    }

    /// The name of the AWS CLI's file for this login.
    var cacheFile: String { SHA1.hex(of: Array((session ?? startURL).utf8)) + ".json" }

    /// A setting in both the profile and the session must have the same value.
    private static func settings(
        ofSession name: String, _ profile: Profile, _ configuration: SharedConfiguration
    ) throws -> INIFile.Section {
        guard let section = configuration.ssoSession(named: name) else {
            throw BrokenCredentials("its sso_session \(name) is no [sso-session] of \(configuration.configPath)")
        }
        for (key, entry) in section.sorted(by: { $0.key < $1.key }) {
            guard let own = profile.value(key), own != entry.text else { continue }
            throw BrokenCredentials("\(key) is not the same in it and in its sso-session \(name)")
        }
        return section
    }
}
