// Protocols besides ``Resource`` for kinds that need more than most.

/// A resource that adds its own words for people to its properties.
public protocol PresentedResource<Context>: Resource {
    /// A few words on the described resource, such as `14 days`, for the line of a resource that does not change.
    var summary: String { get }
    /// What a reader should know before agreeing to `changes`, such as `no downtime`; a creation has all changes.
    func remarks(on changes: [Change]) -> [String]
    /// Where a resource of this name with these tags of someone else may come from; empty if that is unknown.
    func origin(ofForeign tags: [String: String]) -> String
    /// What a reader should know before a resource with these tags of someone else is taken over.
    func remarks(onTakingOver tags: [String: String]) -> [String]
}

extension PresentedResource {
    /// Nothing to add.
    public var summary: String { "" }
    /// Nothing to add.
    public func remarks(on changes: [Change]) -> [String] { [] }
    /// Unknown: empty.
    public func origin(ofForeign tags: [String: String]) -> String { "" }
    /// Says that it is taken over, and from whom.
    public func remarks(onTakingOver tags: [String: String]) -> [String] { takingOver(tags) }
}

extension Resource {
    /// Says that a resource with these tags is taken over, and from whom.
    public func takingOver(_ tags: [String: String]) -> [String] {
        [OtherOwner(tags).map { "taken away from \($0)" } ?? "taken over"]
    }

    /// The resource with its own words for people; nil if its kind has none.
    var presentation: (any PresentedResource)? { self as? any PresentedResource }
}

/// A resource whose data cannot be restored: it is kept unless its removal is explicitly requested.
public protocol HoldsData: Resource {}

extension Resource {
    /// Whether its removal loses data that cannot be restored.
    var holdsData: Bool { self is any HoldsData }
}

/// A resource that its cloud may create again after its removal, without tags.
public protocol Reappearing: Resource {
    /// Whether the cloud may do that with this one: a late log line, for example, creates its log group again.
    ///
    /// Only then is a resource of this name without any tags taken for the same resource, and removed too.
    var reappears: Bool { get }
}

extension Resource {
    /// Whether a resource that exists again under its name, without any tags, may be the same.
    var mayReappear: Bool { (self as? any Reappearing)?.reappears ?? false }
}

/// A resource whose writes are conditional on the observed state.
public protocol ConditionallyWritten: Resource {
    /// The observed resource without that condition, for writes that are harmless without it.
    ///
    /// It is used if the cloud refuses a state as outdated but still reports that state as the newest.
    var unconditional: Self { get }
}

extension Resource {
    /// The basis of its next write after the cloud refused its own newest state.
    var withoutCondition: Self {
        func opened(_ value: some ConditionallyWritten) -> any Resource { value.unconditional }
        guard let conditional = self as? any ConditionallyWritten else { return self }
        return opened(conditional) as? Self ?? self
    }
}

/// A resource that leads to others, described or not, as a function leads to its aliases.
public protocol FindsRelated<Context>: Resource {
    /// Finds what belongs to it in the cloud's lists; a plan calls it in parallel with the observation.
    ///
    /// If a found resource is this stack's and not described, it is removed once everything described exists.
    func belongings(in context: Context) async throws -> FoundResources<Context>
    /// Finds what follows from its observed state, which this value is: for a function, a role that it ran with.
    func related(in context: Context) -> [any Resource<Context>]
    /// Merges two findings of the same resource: a role that two functions ran with keeps what each of them knows.
    func joined(with other: Self) -> Self
}

extension FindsRelated {
    /// Finds nothing.
    public func belongings(in context: Context) async throws -> FoundResources<Context> { FoundResources() }
    /// Finds nothing.
    public func related(in context: Context) -> [any Resource<Context>] { [] }
    /// Adds nothing.
    public func joined(with other: Self) -> Self { self }
}

extension Resource {
    /// It as a resource that leads to others; nil for most kinds.
    var finder: (any FindsRelated<Context>)? { self as? any FindsRelated<Context> }
}

/// What a search found that may be the stack's, described or not: identified, but not observed yet.
///
/// The result is a hint: each resource is observed before anything is done with it.
public struct FoundResources<Context: Sendable>: Sendable {
    /// The resources.
    public let resources: [any Resource<Context>]
    /// What could not be searched for.
    public let unseen: [Unseen]

    /// The result of a search.
    public init(_ resources: [any Resource<Context>] = [], unseen: [Unseen] = []) {
        self.resources = resources
        self.unseen = unseen
    }

    /// Combines two results.
    public static func + (first: FoundResources, second: FoundResources) -> FoundResources {
        FoundResources(first.resources + second.resources, unseen: first.unseen + second.unseen)
    }
}

/// Something that could not be searched for, so it is unknown whether it exists.
public struct Unseen: Sendable, Equatable {
    /// What it is, such as `functions that are no longer described`.
    public let what: String
    /// Why not, as a sentence.
    public let why: String

    /// A gap in a search.
    public init(_ what: String, why: String) {
        self.what = what
        self.why = why
    }
}
