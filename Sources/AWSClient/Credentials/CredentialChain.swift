/// The credential providers, tried in order: the first one that is configured decides.
public struct CredentialChain: Sendable {
    private let providers: [any CredentialProvider]
    private let now: @Sendable () -> Int64

    /// A chain of the given providers.
    ///
    /// - Parameters:
    ///   - providers: asked in this order.
    ///   - now: the time in seconds since 1970 UTC.
    public init(_ providers: [any CredentialProvider], now: @escaping @Sendable () -> Int64) {
        self.providers = providers
        self.now = now
    }

    /// Asks one provider after the other.
    ///
    /// - Throws: ``CredentialError`` if none is configured or the first configured one is broken; `CancellationError`.
    func find() async throws -> SourcedCredentials {
        var declined: [CredentialError.Attempt] = []
        for provider in providers {
            func attempt(_ reason: String) -> CredentialError.Attempt {
                CredentialError.Attempt(provider: provider.name, reason: reason)
            }
            // A profile has several providers with the same name: keep only the last one's reason.
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

    /// Rejects expired credentials here, since AWS would refuse each request.
    private func unexpired(_ found: SourcedCredentials) throws -> SourcedCredentials {
        guard let expiresAt = found.expiresAt, expiresAt <= now() else { return found }
        throw BrokenCredentials("the keys expired at \(Timestamp.text(expiresAt)): log in again")
    }
}
