import Foundation

/// What AWS's shared files and variables say: the profile in use, and the profiles and sections it may refer to.
///
/// Both files are read at once.
public struct SharedConfiguration: Sendable {
    /// The profile in use.
    let profile: Profile
    /// Whether it was named on the command line, which puts it before keys in the environment.
    let isProfileExplicit: Bool
    /// The path of the configuration file, whether there is such a file or not.
    let configPath: String?
    /// The path of the credentials file, whether there is such a file or not.
    let credentialsPath: String?
    private let config: INIFile
    private let credentials: INIFile
    private let environment: [String: String]

    /// Reads the files that the environment names, or those in the home folder.
    ///
    /// - Parameter profile: named on the command line; nil leaves it to `AWS_PROFILE`, then `default`.
    /// - Throws: ``CredentialError`` for a profile that was named and is in neither file, and for a file that cannot be
    ///   read or is not well-formed.
    public init(environment: [String: String], profile: String? = nil) throws {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        // In botocore's order; the first is the old name.
        let named = profile ?? value("AWS_DEFAULT_PROFILE") ?? value("AWS_PROFILE")
        let home = value("HOME")
        configPath = Self.path(value("AWS_CONFIG_FILE"), home: home, otherwise: ".aws/config")
        credentialsPath = Self.path(value("AWS_SHARED_CREDENTIALS_FILE"), home: home, otherwise: ".aws/credentials")
        config = try Self.read(configPath)
        credentials = try Self.read(credentialsPath)
        self.profile = Self.profile(named ?? "default", config, credentials)
        isProfileExplicit = profile != nil
        self.environment = environment
        if let named, !self.profile.exists { throw Self.broken("there is no profile \(named) in \(filesLookedIn)") }
    }

    /// The same profile as the files have it now.
    ///
    /// - Throws: as ``init(environment:profile:)``.
    func reread() throws -> SharedConfiguration {
        try SharedConfiguration(environment: environment, profile: isProfileExplicit ? profile.name : nil)
    }

    /// The region to use, and who named it: `AWS_REGION`, `AWS_DEFAULT_REGION`, then the profile; nil where nobody did.
    public var region: (name: String, source: String)? {
        for variable in ["AWS_REGION", "AWS_DEFAULT_REGION"] {
            if let region = environment[variable], !region.isEmpty { return (region, variable) }
        }
        return profile.value("region").map { ($0, "profile \(profile.name)") }
    }

    /// A setting of the profile, as `max_attempts`; nil where it is not set or empty.
    public func value(_ key: String) -> String? { profile.value(key) }

    /// What `[services NAME]` says; nil where there is none of that name.
    func services(named name: String) -> INIFile.Section? {
        Self.section("services", named: name, in: config)
    }

    /// Any profile; nil where neither file has it.
    func profile(named name: String) -> Profile? {
        let found = Self.profile(name, config, credentials)
        return found.exists ? found : nil
    }

    /// What `[sso-session NAME]` says; nil where there is none of that name.
    func ssoSession(named name: String) -> INIFile.Section? {
        Self.section("sso-session", named: name, in: config)
    }

    /// The paths of both files, for a reader.
    var filesLookedIn: String {
        let paths = [configPath, credentialsPath].compactMap { $0 }
        return paths.isEmpty ? "any file, as HOME is not set" : paths.joined(separator: " or ")
    }

    // MARK: - Reading

    private static func path(_ named: String?, home: String?, otherwise: String) -> String? {
        guard let named else { return home.map { "\($0)/\(otherwise)" } }
        guard named.hasPrefix("~/"), let home else { return named }
        return home + named.dropFirst(1)
    }

    /// An empty file where there is none.
    private static func read(_ path: String?) throws -> INIFile {
        let empty = try INIFile(parsing: "")
        guard let path else { return empty }
        let data: Data?
        do {
            data = try CredentialFiles.onDisk.read(path)
        } catch let error as CredentialFiles.Unusable {
            throw broken("\(path) \(error.reason)")
        }
        guard let data else { return empty }
        guard let text = String(data: data, encoding: .utf8) else { throw broken("\(path) is not UTF-8 text") }
        do {
            return try INIFile(parsing: text)
        } catch let error as INIError {
            throw broken("\(path), line \(error.line): \(error.problem)")
        }
    }

    /// `[profile NAME]` of the configuration file, `[default]` for the default one, and `[NAME]` of the credentials file.
    ///
    /// Sections with other names are no profiles.
    private static func profile(_ name: String, _ config: INIFile, _ credentials: INIFile) -> Profile {
        let inConfig =
            section("profile", named: name, in: config) ?? (name == "default" ? config.sections["default"] : nil)
        return Profile(name: name, config: inConfig, credentials: credentials.sections[name])
    }

    /// `[KIND NAME]`, where the name may be quoted as a shell's words are.
    private static func section(_ kind: String, named name: String, in file: INIFile) -> INIFile.Section? {
        file.sections.first { ShellWords.split($0.key) == [kind, name] }?.value
    }

    private static func broken(_ reason: String) -> CredentialError {
        CredentialError(declined: [], broken: CredentialError.Attempt(provider: "shared files", reason: reason))
    }
}
