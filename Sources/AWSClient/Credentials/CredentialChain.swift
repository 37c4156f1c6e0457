/// The places where credentials may be kept, tried in order: the first that is set up decides.
public struct CredentialChain: CredentialProvider {
    /// What a reader calls it.
    public let name = "credential chain"
    private let providers: [any CredentialProvider]

    /// A chain of one's own.
    public init(_ providers: [any CredentialProvider]) {
        self.providers = providers
    }

    /// The order of AWS's SDKs: environment keys, a web identity, the profile, a container's role.
    ///
    /// A profile named on the command line is meant, so the environment's keys and web identity do not come before it;
    /// `AWS_PROFILE` alone leaves them first. Both as botocore does.
    public static func standard(environment: [String: String], configuration: SharedConfiguration) -> CredentialChain {
        let profile = ProfileCredentials(configuration)
        if configuration.isProfileExplicit { return CredentialChain([profile]) }
        return CredentialChain([
            EnvironmentCredentials(environment: environment),
            UnsupportedEnvironmentCredentials.webIdentity(environment: environment),
            profile,
            UnsupportedEnvironmentCredentials.container(environment: environment),
        ])
    }

    /// Looks in one place after the other.
    ///
    /// - Throws: ``CredentialError``, where none is set up or the first that is set up is broken; `CancellationError`.
    public func credentials() async throws -> CredentialLookup {
        .found(try await find())
    }

    func find() async throws -> SourcedCredentials {
        var declined: [CredentialError.Attempt] = []
        for provider in providers {
            do {
                switch try await provider.credentials() {
                case .found(let credentials): return credentials
                case .notConfigured(let reason):
                    declined.append(CredentialError.Attempt(provider: provider.name, reason: reason))
                }
            } catch let error as BrokenCredentials {
                throw CredentialError(
                    declined: declined,
                    broken: CredentialError.Attempt(provider: provider.name, reason: error.reason))
            }
        }
        throw CredentialError(declined: declined)
    }
}
