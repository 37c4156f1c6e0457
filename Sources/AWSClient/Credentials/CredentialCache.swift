public import AWSSigning

/// The credentials in use: fetched once, shared by all who ask at the same time, fetched again before they are over.
///
/// Where that fails, they serve until they are over, as in AWS's SDKs: a login that is away for a moment ends no deploy.
public actor CredentialCache {
    /// Fetched again when less than this is left: what AWS's SDKs call the mandatory refresh.
    static let leastSecondsLeft: Int64 = 600
    /// After a renewal that failed none is tried for so long, since each may wait for an answer that does not come.
    static let secondsBetweenRenewals: Int64 = 60

    private var chain: CredentialChain
    private let reread: (@Sendable () async throws -> CredentialChain)?
    private let now: @Sendable () -> Int64
    private var current: SourcedCredentials?
    /// What gives the chain that was read anew, and what that finds.
    private var fetch: SharedTask<(CredentialChain, SourcedCredentials)>?
    /// Whether the places are read anew before they are looked through.
    private var isOutdated = false
    /// While the credentials in hand are good.
    private var noRenewalBefore: Int64?

    /// A cache with nothing in it yet.
    ///
    /// - Parameters:
    ///   - reread: the same places as they stand now, for when credentials are over before their time: someone may have
    ///     logged in again, into the same files. Nil where they cannot change.
    ///   - now: the time in seconds since 1970 UTC.
    public init(
        _ chain: CredentialChain, reread: (@Sendable () async throws -> CredentialChain)? = nil,
        now: @escaping @Sendable () -> Int64
    ) {
        self.chain = chain
        self.reread = reread
        self.now = now
    }

    /// A cache that always gives `credentials`, as a test or a tool wants it.
    public init(fixed credentials: Credentials, source: String = "given") {
        let found = SourcedCredentials(credentials: credentials, source: source)
        // They are never over, so that the time does not matter.
        self.init(CredentialChain([FixedCredentials(found: found)], now: { 0 }), now: { 0 })
    }

    /// The credentials to sign with now.
    ///
    /// - Throws: what the chain throws, ``CredentialError`` above all. A failure is not kept: the next call tries again.
    ///   `CancellationError` where the task is cancelled; where nobody else waits, the login under way is ended first.
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
                // Whoever it was begun for was cancelled, and not this task, which came a moment later.
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

    /// Whether there are other credentials than these, which AWS no longer takes.
    ///
    /// They are dropped and looked for again, unless that was done already for another request. A place that gives none
    /// any more does not count: that these are over is then what the user has to know.
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
