public import AWSSigning

/// The credentials in use: fetched once, shared by all who ask at the same time, fetched again before they are over.
public actor CredentialCache {
    /// Fetched again when less than this is left: what AWS's SDKs call the mandatory refresh.
    static let leastSecondsLeft: Int64 = 600

    private let chain: CredentialChain
    private let now: @Sendable () -> Int64
    private var current: SourcedCredentials?
    private var fetch: Task<SourcedCredentials, any Error>?

    /// A cache with nothing in it yet.
    ///
    /// - Parameter now: the time in seconds since 1970 UTC.
    public init(_ chain: CredentialChain, now: @escaping @Sendable () -> Int64 = ClientClock.system.now) {
        self.chain = chain
        self.now = now
    }

    /// A cache that always gives `credentials`, as a test or a tool wants it.
    public init(fixed credentials: Credentials, source: String = "given") {
        self.init(CredentialChain([FixedCredentials(found: .init(credentials: credentials, source: source))]))
    }

    /// The credentials to sign with now.
    ///
    /// - Throws: what the chain throws, ``CredentialError`` above all. A failure is not kept: the next call tries again.
    public func credentials() async throws -> SourcedCredentials {
        if let current, isFresh(current) { return current }
        if let fetch { return try await fetch.value }
        let fetch = Task { [chain] in try await chain.find() }
        self.fetch = fetch
        defer { self.fetch = nil }
        let found = try await fetch.value
        current = found
        return found
    }

    private func isFresh(_ credentials: SourcedCredentials) -> Bool {
        guard let expiresAt = credentials.expiresAt else { return true }
        return expiresAt - now() >= Self.leastSecondsLeft
    }
}

private struct FixedCredentials: CredentialProvider {
    let name = "given"
    let found: SourcedCredentials

    func credentials() -> CredentialLookup { .found(found) }
}
