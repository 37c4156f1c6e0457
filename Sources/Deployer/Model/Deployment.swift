/// Everything that the engine needs: a stack in one stage, its resources, and the access to their cloud.
public struct Deployment<Context: Sendable>: Sendable {
    /// The stack's name.
    public let stack: String
    /// The stage's name.
    public let stage: String
    /// The described resources, in the order in which they are shown.
    public let resources: [any Resource<Context>]
    /// What the resources need to reach their cloud.
    public let context: Context
    /// Finds all resources with the stack's and stage's tags, described or not; runs in parallel with observing.
    public let search: @Sendable () async throws -> FoundResources<Context>
    /// Checks that this is the stage's account and region, or throws; runs in parallel with observing.
    public let confirmLocation: @Sendable () async throws -> Location
    /// What users of the outputs should know, as paragraphs; empty if there is nothing to say.
    ///
    /// It is shown with the outputs to people, never in JSON. A line that begins with a space is not wrapped, so that
    /// it can be copied.
    public let notes: @Sendable ([Output]) -> String
    /// A keyed digest of bytes, as text: a saved plan holds it in place of values.
    ///
    /// Nobody can read the bytes from it, and different bytes have different digests.
    public let digest: @Sendable (_ bytes: [UInt8], _ key: [UInt8]) -> String
    /// The options that load the same deployment again from any folder, by their names; paths are absolute.
    ///
    /// They say which settings and code are used. The stage and the caller are not among them. An option that nobody
    /// can type holds what the program found out by itself.
    public let options: [String: [String]]
    /// What is allowed, but rarely intended: it is shown before anything is changed, and does not stop the work.
    public let warnings: [Explanation]
    /// Explains an error that depends on the stage; nil leaves it to the program.
    public let explain: @Sendable (any Error) -> Explanation?

    /// A deployment, made by the composition root or a test.
    public init(
        stack: String, stage: String, resources: [any Resource<Context>], context: Context,
        search: @escaping @Sendable () async throws -> FoundResources<Context> = { FoundResources() },
        confirmLocation: @escaping @Sendable () async throws -> Location,
        digest: @escaping @Sendable (_ bytes: [UInt8], _ key: [UInt8]) -> String,
        options: [String: [String]] = [:],
        notes: @escaping @Sendable ([Output]) -> String = { _ in "" }, warnings: [Explanation] = [],
        explain: @escaping @Sendable (any Error) -> Explanation? = { _ in nil }
    ) {
        self.stack = stack
        self.stage = stage
        self.resources = resources
        self.context = context
        self.search = search
        self.confirmLocation = confirmLocation
        self.digest = digest
        self.options = options
        self.notes = notes
        self.warnings = warnings
        self.explain = explain
    }
}

extension Deployment {
    /// The identities of the described resources.
    package var ids: [ResourceID] { resources.map(\.id) }
}

/// The account and region of a stack, and the identity that calls the cloud.
public struct Location: Sendable, Equatable {
    /// The account.
    public let account: String
    /// The region.
    public let region: String
    /// The caller in one or two words, such as `ci-deployer`.
    public let identity: String

    /// A location, made by the composition root or a test.
    public init(account: String, region: String, identity: String) {
        self.account = account
        self.region = region
        self.identity = identity
    }
}
