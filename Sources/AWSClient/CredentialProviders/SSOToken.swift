import AWSSigning
import Foundation

/// A login at IAM Identity Center, as AWS's command line keeps it in a file.
///
/// The first two fields are always there; the others only where the login can be renewed.
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

/// The file of one login: read, and written anew once the login is renewed.
struct SSOTokenFile: Sendable {
    private static let createToken = Operation(.ssoOIDC, "CreateToken", .write, path: "/token")
    /// A login with less left is renewed.
    private static let renewedBelowSeconds: Int64 = 900
    /// What an answer may say at most of how long a login is good: a year is beyond all that there are.
    private static let longestSeconds: Int64 = 366 * 86_400

    private let settings: SSOSettings
    private let context: ProviderContext
    private let path: String
    /// What to do about a login that is over.
    private let advice: String

    init(_ settings: SSOSettings, profile: String, _ context: ProviderContext) {
        self.settings = settings
        self.context = context
        path = PathExpansion.expanded("~/.aws/sso/cache/\(settings.cacheFile)", environment: context.environment)
        advice = "run `aws sso login --profile \(profile)`"
    }

    /// The error of a login that is over.
    var isOver: BrokenCredentials { BrokenCredentials("its login at IAM Identity Center is over: \(advice)") }

    /// The token to ask the portal with.
    ///
    /// - Throws: ``BrokenCredentials`` where nobody logged in, or the login is over and cannot be renewed.
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
        let content: CredentialFiles.Content?
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

    /// Nil where the login cannot be renewed: it then serves until it is over.
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
        } catch let error as UnknownOutcome where error.cause is ServiceError {
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
        // A home that cannot be written to is no reason to stop: the new token serves this run.
        if let data = try? encoder.encode(new) { try? context.files.write(data, path) }
        return answer.accessToken
    }

    /// What a renewal answers.
    ///
    /// <https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html>
    private struct Renewal: Decodable {
        let accessToken: String
        let expiresIn: Int64
        let refreshToken: String?
    }
}

/// What a profile says of its login at IAM Identity Center, in either form: with an `sso-session`, or all in itself.
struct SSOSettings: Sendable, Equatable {
    let startURL: String
    /// Where the login is, whatever the profile's own region.
    let region: String
    let account: String
    let role: String
    /// The `sso-session`'s name; nil for the older form, whose login is never renewed.
    let session: String?

    /// Nil where the profile asks for none: its account and its role's name are what asks.
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

    /// The name of the file that AWS's command line keeps the login in.
    var cacheFile: String { SHA1.hex(of: Array((session ?? startURL).utf8)) + ".json" }

    /// What is written twice must be the same.
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
