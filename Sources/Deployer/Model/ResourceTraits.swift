// What a kind may conform to beside ``Resource``, where it needs more than most.

/// A resource that says more to people than its properties do.
public protocol PresentedResource<Context>: Resource {
    /// A few words on what is described, for the line of a resource that does not change, as `14 days`.
    var summary: String { get }
    /// What a reader should know before saying yes to `changes`, as `PUBLIC` or `no downtime`; a creation has all of them.
    func remarks(on changes: [Change]) -> [String]
    /// How a resource of its name with these tags, none of them this stack's, may have come about; empty if that is unknown.
    func origin(ofForeign tags: [String: String]) -> String
    /// What a reader should know before a resource with these tags, none of them this stack's, is taken over.
    func remarks(onTakingOver tags: [String: String]) -> [String]
}

extension PresentedResource {
    /// Nothing to add.
    public var summary: String { "" }
    /// Nothing to add.
    public func remarks(on changes: [Change]) -> [String] { [] }
    /// Unknown.
    public func origin(ofForeign tags: [String: String]) -> String { "" }
    /// That it is taken over, and from whom.
    public func remarks(onTakingOver tags: [String: String]) -> [String] { takingOver(tags) }
}

extension Resource {
    /// That a resource with these tags is taken over, and from whom.
    public func takingOver(_ tags: [String: String]) -> [String] {
        [OtherOwner(tags).map { "taken away from \($0)" } ?? "taken over"]
    }

    /// Its words for people; nil where it has none.
    var presentation: (any PresentedResource)? { self as? any PresentedResource }
}

/// A resource whose data cannot be made again: it is kept unless its removal is asked for by name.
public protocol HoldsData: Resource {}

extension Resource {
    /// Whether removing it loses what cannot be made again.
    var holdsData: Bool { self is any HoldsData }
}

/// A resource that its cloud may bring back after its removal, without tags.
public protocol Reappearing: Resource {
    /// Whether the cloud may do so with this one, as a late line does with its log group.
    ///
    /// Only then is a resource without any tags under its name taken for the same, and removed too.
    var reappears: Bool { get }
}

extension Resource {
    /// Whether what exists again under its name, without any tags, may be the same.
    var mayReappear: Bool { (self as? any Reappearing)?.reappears ?? false }
}

/// A resource whose writes are made conditional on the state that was observed.
public protocol ConditionallyWritten: Resource {
    /// What was observed, without that state, where writes are harmless without it.
    ///
    /// Writes get it where the cloud refuses, as outdated, the state that it still names as the newest.
    var unconditional: Self { get }
}

extension Resource {
    /// What its next write may be made from where the cloud's own state was refused.
    var withoutCondition: Self {
        func opened(_ value: some ConditionallyWritten) -> any Resource { value.unconditional }
        guard let conditional = self as? any ConditionallyWritten else { return self }
        return opened(conditional) as? Self ?? self
    }
}

/// A resource that leads to others, described or not, as a function to its aliases.
public protocol FindsRelated<Context>: Resource {
    /// Finds what belongs to it by what the cloud lists; a plan asks it beside the look at the resource itself.
    ///
    /// Of that, what is this stack's and not described is removed once what is described exists.
    func belongings(in context: Context) async throws -> FoundResources<Context>
    /// The same as far as it follows from what was observed, which this value then is, as a role that it was run with.
    func related(in context: Context) -> [any Resource<Context>]
    /// The same resource, found in two ways, as a role that two functions ran with: with what each of them knows.
    func joined(with other: Self) -> Self
}

extension FindsRelated {
    /// Nothing.
    public func belongings(in context: Context) async throws -> FoundResources<Context> { FoundResources() }
    /// Nothing.
    public func related(in context: Context) -> [any Resource<Context>] { [] }
    /// Nothing more.
    public func joined(with other: Self) -> Self { self }
}

extension Resource {
    /// It as a resource that leads to others; nil for most kinds.
    var finder: (any FindsRelated<Context>)? { self as? any FindsRelated<Context> }
}

/// What a search found that may be a stack's, described or not: named, and not observed.
///
/// It is a hint: each resource is observed before anything is done about it.
public struct FoundResources<Context: Sendable>: Sendable {
    /// The resources.
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
