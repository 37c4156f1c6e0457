public import AWSSigning

/// The credentials in use: fetched once for all concurrent callers, and renewed before they expire.
///
/// If a renewal fails, they are used until they expire, as in AWS's SDKs: a short outage of a login ends no deploy.
public actor CredentialCache {
    /// Below this they are renewed; AWS's SDKs call it the mandatory refresh.
    static let leastSecondsLeft: Int64 = 600
    /// The pause after a failed renewal, since each attempt may wait long for a response.
    static let secondsBetweenRenewals: Int64 = 60

    private var chain: CredentialChain
    private let reread: (@Sendable () async throws -> CredentialChain)?
    private let now: @Sendable () -> Int64
    private var current: SourcedCredentials?
    /// The running lookup: it returns the chain, read again if needed, and the credentials.
    private var fetch: SharedTask<(CredentialChain, SourcedCredentials)>?
    /// Whether to read the settings again before the next lookup.
    private var isOutdated = false
    /// Applies only while the current credentials are valid.
    private var noRenewalBefore: Int64?

    /// An empty cache.
    ///
    /// - Parameters:
    ///   - chain: where the credentials come from.
    ///   - reread: reads the settings again when AWS rejects the credentials early: the user may have logged in again,
    ///     into the same files. Nil if they cannot change.
    ///   - now: the time in seconds since 1970 UTC.
    public init(
        _ chain: CredentialChain, reread: (@Sendable () async throws -> CredentialChain)? = nil,
        now: @escaping @Sendable () -> Int64
    ) {
        self.chain = chain
        self.reread = reread
        self.now = now
    }

    /// A cache that always returns `credentials`, for a test or a tool.
    public init(fixed credentials: Credentials, source: String = "given") {
        let found = SourcedCredentials(credentials: credentials, source: source)
        // They never expire, so the time does not matter.
        self.init(CredentialChain([FixedCredentials(found: found)], now: { 0 }), now: { 0 })
    }

    /// The credentials to sign with now.
    ///
    /// - Throws: what the chain throws, mostly ``CredentialError``. A failure is not kept: the next call tries again.
    ///   `CancellationError` if the task is cancelled; if nobody else waits, the running login is ended first.
    public func credentials() async throws -> SourcedCredentials {
        if let current, isFresh(current) { return current }
        do {
            return try await fetched()
        } catch let error as CredentialError {
            guard let current, !isOver(current) else { throw error }
            noRenewalBefore = now() + Self.secondsBetweenRenewals
            return current
        }
    }

    private func fetched() async throws -> SourcedCredentials {
        while true {
            let fetch = fetchUnderWay()
            do {
                let found = try await fetch.value()
                if self.fetch === fetch {
                    (chain, current) = found
                    (self.fetch, isOutdated, noRenewalBefore) = (nil, false, nil)
                }
                return found.1
            } catch {
                if self.fetch === fetch { self.fetch = nil }
                // The fetch was cancelled with another task, just before this one joined it. This task is not
                // cancelled: try again.
                guard error is CancellationError, fetch.isAbandoned, !Task.isCancelled else { throw error }
            }
        }
    }

    private func fetchUnderWay() -> SharedTask<(CredentialChain, SourcedCredentials)> {
        if let fetch, !fetch.isAbandoned { return fetch }
        let new = SharedTask { [chain, reread = isOutdated ? reread : nil] in
            let chain = (try? await reread?()) ?? chain
            try Task.checkCancellation()
            return (chain, try await chain.find())
        }
        fetch = new
        return new
    }

    /// Drops credentials that AWS rejects, and returns whether there are others.
    ///
    /// Concurrent requests share one new lookup. A failed lookup counts as no: the user then has to know that the old
    /// credentials have expired.
    func renewed(after expired: SourcedCredentials) async -> Bool {
        if current == expired {
            current = nil
            isOutdated = true
        }
        guard let found = try? await credentials() else { return false }
        return found.credentials != expired.credentials
    }

    private func isFresh(_ credentials: SourcedCredentials) -> Bool {
        guard let expiresAt = credentials.expiresAt else { return true }
        if let noRenewalBefore, now() < noRenewalBefore { return !isOver(credentials) }
        return expiresAt >= now() + Self.leastSecondsLeft
    }

    private func isOver(_ credentials: SourcedCredentials) -> Bool {
        credentials.expiresAt.map { $0 <= now() } ?? false
    }
}

private struct FixedCredentials: CredentialProvider {
    let name = "given"
    let found: SourcedCredentials

    func credentials() -> CredentialLookup { .found(found) }
}
