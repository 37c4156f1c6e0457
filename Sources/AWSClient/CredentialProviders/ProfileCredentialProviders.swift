/// A profile's logins, except a role assumed with other credentials, in botocore's order.
///
/// They are apart from the whole chain because a role's source profile uses them too.
enum ProfileCredentialProviders {
    /// All logins that the profile may have.
    ///
    /// - Parameter readingEnvironment: whether variables may configure the web identity too.
    static func all(
        of profile: Profile, readingEnvironment: Bool, _ context: ProviderContext
    ) -> [any CredentialProvider] {
        [
            WebIdentityCredentials(profile: profile, readsEnvironment: readingEnvironment, context: context),
            SSOCredentials(profile: profile, context: context),
            ProfileCredentials(profile, in: .credentials, context.configuration),
            LoginSessionCredentials(profile: profile, configPath: context.configuration.configPath),
            ProcessCredentials(profile: profile, context: context),
            ProfileCredentials(profile, in: .config, context.configuration),
        ] + context.configuration.obstacles.map { UnreadableFileCredentials(obstacle: $0) }
    }
}

/// The login that `aws login` leaves in a profile (`login_session`), which this program cannot renew.
///
/// It is in the chain so that it is not skipped silently: the next provider's keys would be another identity.
struct LoginSessionCredentials: CredentialProvider {
    var name: String { "profile \(profile.name)" }
    let profile: Profile
    /// The file to which the user may add another profile.
    let configPath: String

    func credentials() throws -> CredentialLookup {
        guard profile.value("login_session") != nil else { return .notConfigured("it has no login_session") }
        let (own, further) = (ShellWords.quoted(profile.name), ShellWords.quoted("\(profile.name)-keys"))
        // Variables would not help: they come before a role that uses this profile, and after a named profile.
        throw BrokenCredentials(
            "it has a login of `aws login` (login_session), which only AWS's own tool can renew: add `[profile \(further)]`"
                + " with `credential_process = aws configure export-credentials --profile \(own) --format process` to"
                + " \(configPath), and name that profile in this one's place, as source_profile, --profile or AWS_PROFILE"
        )
    }
}

/// Ends a profile's logins if a shared file exists but cannot be read.
///
/// That file may hold the right keys, so those of a container or an instance would be another identity.
struct UnreadableFileCredentials: CredentialProvider {
    let name = "shared files"
    /// One of `SharedConfiguration.obstacles`.
    let obstacle: String

    func credentials() throws -> CredentialLookup { throw BrokenCredentials(obstacle) }
}
