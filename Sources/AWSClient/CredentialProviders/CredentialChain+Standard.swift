extension CredentialChain {
    /// The order of AWS's SDKs, with botocore's answer where they differ.
    ///
    /// Keys in the environment, the profile's role, a web identity, the profile's other logins, a container, an instance. A
    /// profile named on the command line is meant, so the environment's keys and web identity do not come before it;
    /// `AWS_PROFILE` alone leaves them first.
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
