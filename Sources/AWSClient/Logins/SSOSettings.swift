import AWSSigning

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
