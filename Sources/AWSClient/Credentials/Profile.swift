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
