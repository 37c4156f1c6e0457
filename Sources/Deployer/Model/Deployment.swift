/// Everything the engine is given: a stack in one stage, its resources, and the way to the cloud where they stand.
public struct Deployment<Context: Sendable>: Sendable {
    /// The stack's name.
    public let stack: String
    /// The stage's name.
    public let stage: String
    /// In the order in which they are shown.
    public let resources: [any Resource<Context>]
    /// What the resources need to reach their cloud.
    public let context: Context
    /// Finds what carries the stack's and stage's mark, whether it is described or not; runs beside the observations.
    public let search: @Sendable () async throws -> FoundResources<Context>
    /// Makes sure that this is the place where the stage belongs, or throws; runs beside the observations.
    public let confirmLocation: @Sendable () async throws -> Location
    /// What the people who use the outputs should know, as paragraphs; empty where there is nothing to say.
    ///
    /// Shown with the outputs to people, never in JSON. A line that begins with a space stays as it is, so that it can be
    /// copied; others are wrapped.
    public let notes: @Sendable ([Output]) -> String
    /// A keyed digest of bytes, as text: what a saved plan holds in place of values.
    ///
    /// The bytes cannot be told from it, and other bytes do not have the same.
    public let digest: @Sendable (_ bytes: [UInt8], _ key: [UInt8]) -> String
    /// The options that open the same deployment again from any folder, by their names; paths are whole.
    ///
    /// They say which settings and code are looked at; the stage and who asks are not among them. Those that nobody can type
    /// stand for what was found around the program.
    public let options: [String: [String]]
    /// What is allowed, but seldom meant: shown before anything is changed, which it does not keep from being done.
    public let warnings: [Explanation]
    /// What is known of an error where it depends on the stage; nil leaves it to the program.
    public let explain: @Sendable (any Error) -> Explanation?

    /// A deployment as the composition root or a test makes it.
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
    /// What is described, by name.
    package var ids: [ResourceID] { resources.map(\.id) }

    /// Refuses a description that cannot be brought about, which the planner does too: before anything is asked of the cloud.
    ///
    /// - Throws: ``GraphError``
    public static func check(_ resources: [any Resource<Context>]) throws(GraphError) {
        _ = try Graph(of: resources)
        _ = try OutputNames(of: resources)
    }
}

/// Where a stack stands, and as whom it is looked at.
public struct Location: Sendable, Equatable {
    /// The account.
    public let account: String
    /// The region.
    public let region: String
    /// Who is calling, in a word or two, as `ci-deployer`.
    public let identity: String

    /// A location as the composition root or a test makes it.
    public init(account: String, region: String, identity: String) {
        self.account = account
        self.region = region
        self.identity = identity
    }
}
