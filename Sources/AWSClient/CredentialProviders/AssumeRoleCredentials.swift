/// A role that a profile names (`role_arn`), assumed with the keys of another profile or another source.
///
/// If the profile has `web_identity_token_file`, ``WebIdentityCredentials`` applies instead.
struct AssumeRoleCredentials: CredentialProvider {
    var name: String { "profile \(profile.name)" }
    private let profile: Profile
    private let context: ProviderContext
    /// The chain of profiles up to and including this one.
    private let path: [String]

    init(_ profile: Profile, _ context: ProviderContext, path: [String]? = nil) {
        self.profile = profile
        self.context = context
        self.path = path ?? [profile.name]
    }

    func credentials() async throws -> CredentialLookup {
        guard let role = Self.role(of: profile) else { return .notConfigured("it has no role_arn") }
        let duration = try profile.value("duration_seconds").map(Self.duration)
        let source = try await sourceCredentials()
        let mfaSerial = profile.value("mfa_serial")
        var code: String?
        if let mfaSerial { code = try await askForCode(mfaSerial) }
        let client = try context.client(for: .sts, credentials: source)
        return .found(
            try await RoleSession.request(
                RoleSession.assumeRole,
                [
                    ("RoleArn", role),
                    ("RoleSessionName", profile.value("role_session_name") ?? RoleSession.defaultName(context.now())),
                    ("DurationSeconds", duration), ("ExternalId", profile.value("external_id")),
                    ("SerialNumber", mfaSerial), ("TokenCode", code),
                ],
                of: client, source: "\(name): role \(role), assumed with \(source.source)"))
    }

    /// The role to assume with other credentials; nil if the profile names none.
    private static func role(of profile: Profile) -> String? {
        profile.value("web_identity_token_file") == nil ? profile.value("role_arn") : nil
    }

    private static func duration(_ text: String) throws -> String {
        guard let seconds = Int(text), (900...43_200).contains(seconds) else {
            throw BrokenCredentials("its duration_seconds is no whole number from 900 to 43200")
        }
        return String(seconds)
    }

    private func askForCode(_ serial: String) async throws -> String {
        guard let ask = context.ask else {
            throw BrokenCredentials("it needs a code of the device \(serial), and there is no terminal to ask for it")
        }
        let code = try await ask("Code of \(serial): ") ?? ""
        guard code.utf8.count == 6, code.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            throw BrokenCredentials("the code of the device \(serial) is six digits")
        }
        return code
    }

    // MARK: - The credentials to assume it with

    private func sourceCredentials() async throws -> SourcedCredentials {
        switch (profile.value("source_profile"), profile.value("credential_source")) {
        case (.some, .some): throw BrokenCredentials("it has both source_profile and credential_source: keep one")
        case (nil, nil): throw BrokenCredentials("its role_arn needs a source_profile or a credential_source")
        case (nil, .some(let place)): try await credentials(from: place)
        case (.some(let named), nil): try await source(named).find()
        }
    }

    private func source(_ name: String) throws -> CredentialChain {
        guard let source = context.configuration.profile(named: name) else {
            throw BrokenCredentials(
                "its source_profile \(name) is not in \(context.configuration.filesLookedIn)")
        }
        let hasKeys = ["aws_access_key_id", "aws_secret_access_key"].contains { source.value($0) != nil }
        // A profile may be its own source if it has both keys and a role.
        if path.contains(name), name != profile.name || !hasKeys {
            throw BrokenCredentials(
                "its roles go round in a circle: \((path + [name]).joined(separator: " → "))")
        }
        let logins: [any CredentialProvider] =
            Self.role(of: source) != nil && !hasKeys
            ? [Self(source, context, path: path + [name])]
            : ProfileCredentialProviders.all(of: source, readingEnvironment: false, context)
        return CredentialChain(logins, now: context.now)
    }

    private func credentials(from place: String) async throws -> SourcedCredentials {
        let provider: any CredentialProvider
        switch place {
        case "Environment": provider = EnvironmentCredentials(environment: context.environment)
        case "EcsContainer": provider = ContainerCredentials(context: context)
        case "Ec2InstanceMetadata": provider = InstanceCredentials(context: context)
        default:
            throw BrokenCredentials(
                "its credential_source \(place) is none of Environment, EcsContainer and Ec2InstanceMetadata")
        }
        return try await CredentialChain([provider], now: context.now).find()
    }
}
