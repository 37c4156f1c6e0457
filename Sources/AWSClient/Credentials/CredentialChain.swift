/// The places where credentials may be kept, tried in order: the first that is set up decides.
public struct CredentialChain: Sendable {
    private let providers: [any CredentialProvider]
    private let now: @Sendable () -> Int64

    /// A chain of one's own.
    ///
    /// - Parameter now: the time in seconds since 1970 UTC.
    public init(_ providers: [any CredentialProvider], now: @escaping @Sendable () -> Int64 = ClientClock.system.now) {
        self.providers = providers
        self.now = now
    }

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
                + logins(of: profile, readingEnvironment: !isProfileExplicit, context)
                + [ContainerCredentials(context: context), InstanceCredentials(context: context)],
            now: context.clock.now)
    }

    /// A profile's logins besides a role that is assumed with other credentials, as a role's source has them too.
    static func ofSource(_ profile: Profile, _ context: ProviderContext) -> CredentialChain {
        CredentialChain(logins(of: profile, readingEnvironment: false, context), now: context.clock.now)
    }

    private static func logins(
        of profile: Profile, readingEnvironment: Bool, _ context: ProviderContext
    ) -> [any CredentialProvider] {
        [
            WebIdentityCredentials(profile: profile, readsEnvironment: readingEnvironment, context: context),
            SSOCredentials(profile: profile, context: context),
            ProfileCredentials(profile, in: .credentials, context.configuration),
            LoginSessionCredentials(profile: profile),
            ProcessCredentials(profile: profile, context: context),
            ProfileCredentials(profile, in: .config, context.configuration),
        ]
    }

    /// Looks in one place after the other.
    ///
    /// - Throws: ``CredentialError``, where none is set up or the first that is set up is broken; `CancellationError`.
    func find() async throws -> SourcedCredentials {
        var declined: [CredentialError.Attempt] = []
        for provider in providers {
            // A profile has several logins: what the last one says is said of the profile.
            func note(_ reason: String) -> CredentialError.Attempt {
                declined.removeAll { $0.provider == provider.name }
                return CredentialError.Attempt(provider: provider.name, reason: reason)
            }
            do {
                switch try await provider.credentials() {
                case .found(let credentials): return try unexpired(credentials)
                case .notConfigured(let reason): declined.append(note(reason))
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                let broken = note(BrokenCredentials(error).reason)
                throw CredentialError(declined: declined, broken: broken)
            }
        }
        throw CredentialError(declined: declined)
    }

    /// Credentials that are over already would only be refused by AWS, request by request.
    private func unexpired(_ found: SourcedCredentials) throws -> SourcedCredentials {
        guard let expiresAt = found.expiresAt, expiresAt <= now() else { return found }
        throw BrokenCredentials("the keys expired at \(Timestamp.text(expiresAt)): log in again")
    }
}
