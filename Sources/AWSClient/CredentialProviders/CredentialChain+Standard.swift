extension CredentialChain {
    /// The order of AWS's SDKs; where they differ, botocore's.
    ///
    /// The order is: keys in the environment, the profile's role, a web identity, the profile's other logins, a
    /// container, an instance. A profile from the command line takes precedence over the environment's keys and web
    /// identity; `AWS_PROFILE` does not.
    static func standard(_ context: ProviderContext) -> CredentialChain {
        let profile = context.configuration.profile
        let isProfileExplicit = context.configuration.isProfileExplicit
        let environment = EnvironmentCredentials(environment: context.environment)
        return CredentialChain(
            (isProfileExplicit ? [] : [environment])
                + [AssumeRoleCredentials(profile, context)]
                + ProfileCredentialProviders.all(of: profile, readingEnvironment: !isProfileExplicit, context)
                + [ContainerCredentials(context: context), InstanceCredentials(context: context)],
            now: context.now)
    }
}
