import Foundation

/// What AWS's shared files and variables say of the profile in use: keys, region, endpoints and the like.
///
/// Both files are read at once. A profile may stand in both: the credentials file wins for the keys it has.
public struct SharedConfiguration: Sendable {
    /// The profile in use, `default` where nobody named one.
    public let profileName: String
    /// Whether it was named on the command line, which puts it before keys in the environment.
    public let isProfileExplicit: Bool
    /// The path of the configuration file, whether there is such a file or not.
    public let configPath: String?
    /// The path of the credentials file, whether there is such a file or not.
    public let credentialsPath: String?
    /// The profile as the configuration file has it; nil where it has none.
    let configProfile: INIFile.Section?
    /// The profile as the credentials file has it; nil where it has none.
    let credentialsProfile: INIFile.Section?
    private let services: INIFile.Section
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
        let profileName = named ?? "default"
        let home = value("HOME")
        let configPath = Self.path(value("AWS_CONFIG_FILE"), home: home, otherwise: ".aws/config")
        let credentialsPath = Self.path(value("AWS_SHARED_CREDENTIALS_FILE"), home: home, otherwise: ".aws/credentials")
        let config = try Self.read(configPath)
        configProfile = Self.profile(profileName, in: config)
        credentialsProfile = try Self.read(credentialsPath).sections[profileName]
        let servicesName = configProfile?["services"]?.text ?? ""
        services = Self.section("services", named: servicesName, in: config) ?? [:]
        self.profileName = profileName
        isProfileExplicit = profile != nil
        self.configPath = configPath
        self.credentialsPath = credentialsPath
        self.environment = environment
        if named != nil, configProfile == nil, credentialsProfile == nil {
            throw Self.broken("there is no profile \(profileName) in \(filesLookedIn)")
        }
    }

    /// The same profile as the files have it now.
    ///
    /// - Throws: as ``init(environment:profile:)``.
    func reread() throws -> SharedConfiguration {
        try SharedConfiguration(environment: environment, profile: isProfileExplicit ? profileName : nil)
    }

    /// The region to use: `AWS_REGION`, `AWS_DEFAULT_REGION`, then the profile's; nil where nobody set one.
    public var region: String? {
        let candidates = [environment["AWS_REGION"], environment["AWS_DEFAULT_REGION"], value("region")]
        return candidates.lazy.compactMap { $0 }.first { !$0.isEmpty }
    }

    /// A setting of the profile, as `max_attempts`; nil where it is not set or empty.
    public func value(_ key: String) -> String? {
        [credentialsProfile, configProfile].lazy.compactMap { $0?[key]?.text }.first { !$0.isEmpty }
    }

    /// A setting of the profile's `services` section for one service, as `endpoint_url` for `dynamodb`.
    func value(_ key: String, ofService name: String) -> String? {
        services[name]?.block[key].flatMap { $0.isEmpty ? nil : $0 }
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
        guard let path, FileManager.default.fileExists(atPath: path) else { return empty }
        // Through a handle, since what was named may be no plain file: /dev/null, or a shell's <(…).
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.readToEnd() ?? Data() else {
            throw broken("\(path) cannot be read: look at its permissions")
        }
        guard let text = String(data: data, encoding: .utf8) else { throw broken("\(path) is not UTF-8 text") }
        do {
            return try INIFile(parsing: text)
        } catch let error as INIError {
            throw broken("\(path), line \(error.line): \(error.problem)")
        }
    }

    /// The section of a profile: `[profile NAME]`, and `[default]` for the default one.
    ///
    /// Sections with other names are no profiles.
    private static func profile(_ name: String, in file: INIFile) -> INIFile.Section? {
        section("profile", named: name, in: file) ?? (name == "default" ? file.sections["default"] : nil)
    }

    /// `[KIND NAME]`, where the name may stand in quotes.
    private static func section(_ kind: String, named name: String, in file: INIFile) -> INIFile.Section? {
        let found = file.sections.first { heading, _ in
            guard heading.hasPrefix(kind), let space = heading.dropFirst(kind.count).first, space.isWhitespace else {
                return false
            }
            let written = heading.dropFirst(kind.count).trimmingCharacters(in: .whitespaces)
            return unquoted(written) == name
        }
        return found?.value
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }

    private static func broken(_ reason: String) -> CredentialError {
        CredentialError(declined: [], broken: CredentialError.Attempt(provider: "shared files", reason: reason))
    }
}
