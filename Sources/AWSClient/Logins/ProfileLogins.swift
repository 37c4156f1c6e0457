/// A profile's logins besides a role that is assumed with other credentials, in botocore's order.
///
/// They stand apart from the whole chain because a role's source has them too.
enum ProfileLogins {
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
