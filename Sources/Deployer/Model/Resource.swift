/// One thing on a cloud, as a plain value: what it should be, and how it is looked at, made, changed and removed.
///
/// The value that describes it and the value that is observed have the same type, so the difference between them is a pure
/// function over the declared properties. A conformance is the whole handler: no other part of the engine names a kind.
///
/// None of the functions waits. What is not ready yet is said in the observation's ``Readiness``, or thrown as ``NotYet``;
/// the executor alone owns clock, timeout and retries. Each write may be repeated harmlessly: after a crash the next
/// run is just another round.
public protocol Resource<Context>: Sendable {
    /// What it needs to reach its cloud: its clients, or a fake cloud in tests.
    associatedtype Context: Sendable

    /// What people call this kind, as `table`.
    static var kind: String { get }
    /// Everything of it that is compared, in the order in which it is shown.
    static var schema: [Property<Self>] { get }
    /// Properties that the text of a creation leaves out, since they say little beside the others; parts of one too.
    static var details: Set<String> { get }
    /// True where removing it loses what cannot be made again; it is then kept unless its removal is asked for by name.
    static var holdsData: Bool { get }
    /// What its outputs are, as `table`, in order; no other kind's are the same.
    static var outputs: [String] { get }

    /// Its name on the cloud: with the kind, its identity in the stack.
    var name: String { get }
    /// The name that the program gave its output; nil for what follows by itself.
    var outputName: String? { get }
    /// What must stand before it is made, and must not be removed before it is gone.
    var dependencies: [ResourceID] { get }
    /// A few words on what is described, for the line of a resource that does not change, as `14 days`.
    var summary: String { get }
    /// What a reader should know before saying yes to `changes`, as `PUBLIC` or `no downtime`; a creation has all of them.
    func remarks(on changes: [Change]) -> [String]
    /// Whether the cloud itself may make it anew after its removal, without tags, as a late line does with its log group.
    ///
    /// Only then is what stands there again, without any tags, taken for it and removed too.
    var reappears: Bool { get }
    /// How a thing under its name with these tags, none of them this stack's, may have come about; empty where that is open.
    func origin(ofForeign tags: [String: String]) -> String
    /// What a reader should know before it is taken over, which carries these tags and not this stack's.
    func remarks(onTakingOver tags: [String: String]) -> [String]
    /// What was observed, without the state that writes are made conditional on, where they are harmless without.
    ///
    /// Writes get it where the cloud refuses, as outdated, what it has gone on naming as the newest since.
    var unconditional: Self { get }

    /// The description completed by local work alone: build, zip, hash, names that need the account. Idempotent.
    func prepared(in context: Context) async throws -> Self
    /// What stands on the cloud under this name; nil where nothing does. Called on the value before and after `prepared`.
    func observe(in context: Context) async throws -> Observation<Self>?
    /// Finds what belongs to it, described or not, by what the cloud lists; asked by a plan, beside the look at it.
    ///
    /// What of that is this stack's and not described is removed once what is described stands.
    func belongings(in context: Context) async throws -> FoundResources<Context>
    /// The same as far as it follows from what was observed, which this value then is, as a role that it was run with.
    func related(in context: Context) -> [any Resource<Context>]
    /// The same thing, found in two ways, as a role that two functions ran with: with what each of them knows.
    func joined(with other: Self) -> Self
    /// Makes it, with its owner's mark, or throws ``NotYet``, ``OutcomeUnknown`` or ``Conflict``; so do the other writes.
    func create(in context: Context) async throws
    /// Brings `observed` nearer to this value: one step is enough, the executor looks again afterwards.
    func update(_ changes: [Change], from observed: Self, in context: Context) async throws
    /// Removes it, or takes one step towards it; what is gone already is no error.
    func delete(_ observed: Self, in context: Context) async throws
}

extension Resource {
    /// Everything is shown.
    public static var details: Set<String> { [] }
    /// Most things can be made again.
    public static var holdsData: Bool { false }
    /// None.
    public static var outputs: [String] { [] }
    /// None.
    public var outputName: String? { nil }
    /// Nothing to add.
    public var summary: String { "" }
    /// Kind and name.
    public var id: ResourceID { ResourceID(kind: Self.kind, name: name) }
    /// Nothing to add.
    public func remarks(on changes: [Change]) -> [String] { [] }
    /// What stands again was made by somebody.
    public var reappears: Bool { false }
    /// Unknown.
    public func origin(ofForeign tags: [String: String]) -> String { "" }
    /// Whom it is taken from.
    public func remarks(onTakingOver tags: [String: String]) -> [String] { takingOver(tags) }
    /// That a thing with these tags is taken over, and from whom.
    public func takingOver(_ tags: [String: String]) -> [String] {
        [OtherOwner(tags).map { "taken away from \($0)" } ?? "taken over"]
    }
    /// No write does without.
    public var unconditional: Self { self }
    /// Nothing.
    public func belongings(in context: Context) async throws -> FoundResources<Context> { FoundResources() }
    /// Nothing.
    public func related(in context: Context) -> [any Resource<Context>] { [] }
    /// Nothing more.
    public func joined(with other: Self) -> Self { self }
    /// Most descriptions are complete as they are written.
    public func prepared(in context: Context) async throws -> Self { self }
}

/// What a search found that may be a stack's, described or not: named, and not looked at.
///
/// It is a hint: each thing is looked at before anything is done about it.
public struct FoundResources<Context: Sendable>: Sendable {
    /// The things.
    public let resources: [any Resource<Context>]
    /// What could not be searched for.
    public let unseen: [Unseen]

    /// What a search came to.
    public init(_ resources: [any Resource<Context>] = [], unseen: [Unseen] = []) {
        self.resources = resources
        self.unseen = unseen
    }

    /// Both together.
    public static func + (first: FoundResources, second: FoundResources) -> FoundResources {
        FoundResources(first.resources + second.resources, unseen: first.unseen + second.unseen)
    }
}

/// Something that could not be looked for, so that nothing is known of it.
public struct Unseen: Sendable, Equatable {
    /// What, as `functions that are no longer described`.
    public let what: String
    /// Why not, as a sentence.
    public let why: String

    /// A gap in what is known.
    public init(_ what: String, why: String) {
        self.what = what
        self.why = why
    }
}

extension Resource {
    /// What differs between a description and what stands, in the order of the schema; nil stands for nothing there.
    public static func differences(desired: Self?, observed: Self?) -> [Change] {
        schema.flatMap { $0.changes(desired, observed) }
    }

    /// The differences that can never be brought about, each with what to do instead.
    func immutableDifferences(from observed: Self) -> [(change: Change, advice: String)] {
        Self.schema.flatMap { property in
            property.immutable.map { advice in
                property.changes(self, observed).map { (change: $0, advice: advice) }
            } ?? []
        }
    }
}
