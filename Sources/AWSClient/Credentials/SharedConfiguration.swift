import Foundation

/// What AWS's shared files and variables say: the profile in use, and the profiles and sections it may refer to.
///
/// Each file is read once: a shell's `<(…)` gives its bytes to the first reader alone.
public struct SharedConfiguration: Sendable {
    /// The profile in use.
    let profile: Profile
    /// Whether it was named on the command line, which puts it before keys in the environment.
    let isProfileExplicit: Bool
    /// The process's variables.
    let environment: [String: String]
    private let config: SharedFile
    private let credentials: SharedFile

    /// Reads the files that the environment names, or those in the home folder.
    ///
    /// - Parameter profile: named on the command line; nil leaves it to `AWS_PROFILE`, then `default`.
    /// - Throws: ``CredentialError`` for a profile that was named and is in neither file, and for a file that is not
    ///   well-formed. A file that cannot be read is told where it is needed, since keys may stand elsewhere.
    ///   `CancellationError`, as a pipe may keep its reader waiting.
    public init(environment: [String: String], profile: String? = nil) async throws {
        func path(_ variable: String, otherwise: String) -> String {
            let named = environment[variable].flatMap { $0.isEmpty ? nil : $0 }
            return PathExpansion.expanded(named ?? otherwise, environment: environment)
        }
        let config = try await SharedFile.read(path("AWS_CONFIG_FILE", otherwise: "~/.aws/config"))
        let credentialsPath = path("AWS_SHARED_CREDENTIALS_FILE", otherwise: "~/.aws/credentials")
        try self.init(
            environment: environment, profile: profile, config: config,
            credentials: credentialsPath == config.path ? config : await .read(credentialsPath))
    }

    /// What both files say that were read.
    ///
    /// - Throws: ``CredentialError`` for a profile that was named and is in neither.
    init(environment: [String: String], profile: String?, config: SharedFile, credentials: SharedFile) throws {
        // In botocore's order; the first is the old name.
        let variables = ["AWS_DEFAULT_PROFILE", "AWS_PROFILE"]
        let named = profile ?? variables.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        self.config = config
        self.credentials = credentials
        self.profile = Self.profile(named ?? "default", config, credentials)
        isProfileExplicit = profile != nil
        self.environment = environment
        guard let named, !self.profile.exists else { return }
        throw CredentialError(sharedFiles: "there is no profile \(named) in \(filesLookedIn)" + misspeltSection)
    }

    /// The same profile as the files have it now.
    ///
    /// - Throws: as ``init(environment:profile:)``.
    func reread() async throws -> SharedConfiguration {
        try SharedConfiguration(
            environment: environment, profile: isProfileExplicit ? profile.name : nil,
            config: await config.reread(), credentials: await credentials.reread())
    }

    /// The region to use, and who named it: `AWS_REGION`, `AWS_DEFAULT_REGION`, then the profile; nil where nobody did.
    public var region: (name: String, source: String)? {
        for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            if let region = environment[variable], !region.isEmpty { return (region, variable) }
        }
        return profile.value("region").map { ($0, "profile \(profile.name)") }
    }

    /// What keeps each file from being read that is there, as "/home/ann/.aws/config is a folder, not a file".
    public var obstacles: [String] {
        (config.path == credentials.path ? [config] : [config, credentials]).compactMap(\.obstacle)
    }

    /// A setting of the profile, as `max_attempts`; nil where it is not set or empty.
    public func value(_ key: String) -> String? { profile.value(key) }

    /// What `[services NAME]` says; nil where there is none of that name.
    func services(named name: String) -> INIFile.Section? { config.section("services", named: name) }

    /// Any profile; nil where neither file has it.
    func profile(named name: String) -> Profile? {
        let found = Self.profile(name, config, credentials)
        return found.exists ? found : nil
    }

    /// What `[sso-session NAME]` says; nil where there is none of that name.
    func ssoSession(named name: String) -> INIFile.Section? { config.section("sso-session", named: name) }

    /// The path of the configuration file, whether there is such a file or not.
    var configPath: String { config.path }
    /// The path of the credentials file, whether there is such a file or not.
    var credentialsPath: String { credentials.path }
    /// What is said of a profile whose section is written as the other file has it.
    private var misspeltSection: String {
        let (inConfig, inCredentials) = ("profile \(ShellWords.quoted(profile.name))", profile.name)
        if config.section(profile.name) != nil { return ": write [\(inConfig)] for [\(inCredentials)] in the first" }
        if credentials.section("profile", named: profile.name) != nil {
            return ": write [\(inCredentials)] for [\(inConfig)] in the second"
        }
        return ""
    }

    /// The paths of both files, for a reader, and what keeps either from being read.
    var filesLookedIn: String {
        let paths = "\(config.path) or \(credentials.path)"
        return obstacles.isEmpty ? paths : "\(paths) (\(obstacles.joined(separator: "; ")))"
    }

    /// `[profile NAME]` of the configuration file, `[default]` for the default one, and `[NAME]` of the credentials file.
    ///
    /// Sections with other names are no profiles.
    private static func profile(_ name: String, _ config: SharedFile, _ credentials: SharedFile) -> Profile {
        let inConfig = config.section("profile", named: name) ?? (name == "default" ? config.section(name) : nil)
        return Profile(name: name, config: inConfig, credentials: credentials.section(name))
    }
}

/// One profile as AWS's two shared files have it.
///
/// A file that does not have it, or is not there, has no section. The credentials file wins for the keys it has.
struct Profile: Sendable {
    /// As named, `default` where nobody named one.
    let name: String
    /// The profile as the configuration file has it.
    let config: INIFile.Section?
    /// The profile as the credentials file has it.
    let credentials: INIFile.Section?

    /// Whether it is in either file.
    var exists: Bool { config != nil || credentials != nil }

    /// A setting, as `role_arn`; nil where it is not set or empty.
    func value(_ key: String) -> String? {
        [credentials, config].lazy.compactMap { $0?[key]?.text }.first { !$0.isEmpty }
    }
}
