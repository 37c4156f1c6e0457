/// The places where credentials may be kept, tried in order: the first that is set up decides.
public struct CredentialChain: Sendable {
    private let providers: [any CredentialProvider]
    private let now: @Sendable () -> Int64

    /// A chain of one's own.
    ///
    /// - Parameter now: the time in seconds since 1970 UTC.
    public init(_ providers: [any CredentialProvider], now: @escaping @Sendable () -> Int64) {
        self.providers = providers
        self.now = now
    }

    /// Looks in one place after the other.
    ///
    /// - Throws: ``CredentialError``, where none is set up or the first that is set up is broken; `CancellationError`.
    func find() async throws -> SourcedCredentials {
        var declined: [CredentialError.Attempt] = []
        for provider in providers {
            func attempt(_ reason: String) -> CredentialError.Attempt {
                CredentialError.Attempt(provider: provider.name, reason: reason)
            }
            // A profile has several logins: what the last one says is said of the profile.
            declined.removeAll { $0.provider == provider.name }
            do {
                switch try await provider.credentials() {
                case .found(let credentials): return try unexpired(credentials)
                case .notConfigured(let reason): declined.append(attempt(reason))
                }
            } catch let error as CancellationError {
                throw error
            } catch {
                throw CredentialError(declined: declined, broken: attempt(BrokenCredentials(error).reason))
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
