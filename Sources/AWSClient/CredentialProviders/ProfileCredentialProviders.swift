/// A profile's logins besides a role that is assumed with other credentials, in botocore's order.
///
/// They stand apart from the whole chain because a role's source has them too.
enum ProfileCredentialProviders {
    /// Each login that the profile may have.
    ///
    /// - Parameter readingEnvironment: whether variables may name the web identity as well.
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
/// It is in the chain so that the asking is not passed over without a word: the next place's keys would be another
/// identity.
struct LoginSessionCredentials: CredentialProvider {
    var name: String { "profile \(profile.name)" }
    let profile: Profile
    /// Where a further profile may be written.
    let configPath: String

    func credentials() throws -> CredentialLookup {
        guard profile.value("login_session") != nil else { return .notConfigured("it has no login_session") }
        let (own, further) = (ShellWords.quoted(profile.name), ShellWords.quoted("\(profile.name)-keys"))
        // Variables would not do: they come before a role whose source this is, and after a profile that is named.
        throw BrokenCredentials(
            "it has a login of `aws login` (login_session), which only AWS's own tool can renew: add `[profile \(further)]`"
                + " with `credential_process = aws configure export-credentials --profile \(own) --format process` to"
                + " \(configPath), and name that profile in this one's place, as source_profile, --profile or AWS_PROFILE"
        )
    }
}

/// The end of a profile's logins where a shared file is there and cannot be read.
///
/// The keys that are meant may stand in it, so that those of a container or an instance would be another identity.
struct UnreadableFileCredentials: CredentialProvider {
    let name = "shared files"
    /// As `SharedConfiguration.obstacles`.
    let obstacle: String

    func credentials() throws -> CredentialLookup { throw BrokenCredentials(obstacle) }
}
