import Foundation

/// AWS's shared files and variables: the profile in use, and the profiles and sections it may refer to.
///
/// Each file is read once: a shell's `<(…)` gives its bytes only to the first reader.
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
    /// - Parameters:
    ///   - environment: the process's variables, `HOME` among them.
    ///   - profile: the profile named on the command line; nil to use `AWS_PROFILE`, then `default`.
    /// - Throws: ``CredentialError`` for a named profile that is in neither file, and for a malformed file. An
    ///   unreadable file is reported only when it is needed, since the keys may be elsewhere. `CancellationError`,
    ///   since a pipe may block.
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

    /// A configuration from both files, already read.
    ///
    /// - Throws: ``CredentialError`` for a named profile that is in neither.
    init(environment: [String: String], profile: String?, config: SharedFile, credentials: SharedFile) throws {
        // In botocore's order.
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

    /// The same profile with the files read again.
    ///
    /// - Throws: as ``init(environment:profile:)``.
    func reread() async throws -> SharedConfiguration {
        try SharedConfiguration(
            environment: environment, profile: isProfileExplicit ? profile.name : nil,
            config: await config.reread(), credentials: await credentials.reread())
    }

    /// The region and its source.
    ///
    /// It is `AWS_REGION`, `AWS_DEFAULT_REGION`, then the profile's; nil if none is set.
    public var region: (name: String, source: String)? {
        for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            if let region = environment[variable], !region.isEmpty { return (region, variable) }
        }
        return profile.value("region").map { ($0, "profile \(profile.name)") }
    }

    /// Why each existing file cannot be read, such as "/home/ann/.aws/config is a folder, not a file".
    public var obstacles: [String] {
        (config.path == credentials.path ? [config] : [config, credentials]).compactMap(\.obstacle)
    }

    /// A setting of the profile, such as `max_attempts`; nil if it is not set or empty.
    public func value(_ key: String) -> String? { profile.value(key) }

    /// The section `[services NAME]`; nil if there is none.
    func services(named name: String) -> INIFile.Section? { config.section("services", named: name) }

    /// Any profile; nil if neither file has it.
    func profile(named name: String) -> Profile? {
        let found = Self.profile(name, config, credentials)
        return found.exists ? found : nil
    }

    /// The section `[sso-session NAME]`; nil if there is none.
    func ssoSession(named name: String) -> INIFile.Section? { config.section("sso-session", named: name) }

    /// The path of the configuration file, even if there is no such file.
    var configPath: String { config.path }
    /// The path of the credentials file, even if there is no such file.
    var credentialsPath: String { credentials.path }
    /// The advice for a section that is written in the other file's form.
    private var misspeltSection: String {
        let (inConfig, inCredentials) = ("profile \(ShellWords.quoted(profile.name))", profile.name)
        if config.section(profile.name) != nil { return ": write [\(inConfig)] for [\(inCredentials)] in the first" }
        if credentials.section("profile", named: profile.name) != nil {
            return ": write [\(inCredentials)] for [\(inConfig)] in the second"
        }
        return ""
    }

    /// The paths of both files, for a reader, and why either cannot be read.
    var filesLookedIn: String {
        let paths = "\(config.path) or \(credentials.path)"
        return obstacles.isEmpty ? paths : "\(paths) (\(obstacles.joined(separator: "; ")))"
    }

    /// Joins the profile's sections of both files.
    ///
    /// These are `[profile NAME]` of the configuration file, `[default]` for the default profile, and `[NAME]` of the
    /// credentials file. Sections with other names are no profiles.
    private static func profile(_ name: String, _ config: SharedFile, _ credentials: SharedFile) -> Profile {
        let inConfig = config.section("profile", named: name) ?? (name == "default" ? config.section(name) : nil)
        return Profile(name: name, config: inConfig, credentials: credentials.section(name))
    }
}

/// One profile in AWS's two shared files.
///
/// A file without the profile, or a missing file, has no section. The credentials file wins if both set a key.
struct Profile: Sendable {
    /// Its name; `default` if none was named.
    let name: String
    /// Its section of the configuration file.
    let config: INIFile.Section?
    /// Its section of the credentials file.
    let credentials: INIFile.Section?

    /// Whether either file has it.
    var exists: Bool { config != nil || credentials != nil }

    /// A setting, such as `role_arn`; nil if it is not set or empty.
    func value(_ key: String) -> String? {
        [credentials, config].lazy.compactMap { $0?[key]?.text }.first { !$0.isEmpty }
    }
}
