/// What has to be done so that a stack is as described: plain data, made by looking alone, for people and programs to read.
public struct Plan: Sendable, Equatable {
    /// The stack's name.
    public let stack: String
    /// The stage's name.
    public let stage: String
    /// Where it stands and as whom it was looked at.
    public let location: Location
    /// One for each resource: those that are described, in their order, then those that are not any more.
    public let steps: [Step]
    /// What could not be looked for, so that the plan does not know of it.
    public let unseen: [Unseen]

    /// A plan as the planner or a test makes it.
    public init(stack: String, stage: String, location: Location, steps: [Step], unseen: [Unseen] = []) {
        self.stack = stack
        self.stage = stage
        self.location = location
        self.steps = steps
        self.unseen = unseen
    }

    /// How many steps there are of that kind.
    public func count(_ action: Step.Action) -> Int { steps.count { $0.action == action } }

    /// Whether anything has to be done.
    public var hasChanges: Bool { steps.contains { $0.action != .none } }

    /// Whether everything is as described, at rest or not: nothing has to be done, nothing failed, all of it is this stack's.
    ///
    /// What is not described any more and kept on purpose, since it holds data, is named and no difference.
    public var isAsDescribed: Bool {
        !hasChanges && steps.allSatisfy { $0.failure == nil && $0.traits.isDisjoint(with: [.foreign, .stuck]) }
    }

    /// What the stack's users want to know, of every resource that stands, in order.
    public var outputs: [Output] { steps.flatMap(\.outputs) }
}

/// What has to be done with one resource.
public struct Step: Sendable, Equatable {
    /// The four things that can be done.
    public enum Action: String, Sendable, CaseIterable {
        /// It does not stand yet.
        case create
        /// It stands, and differs.
        case update
        /// It stands, and should not.
        case delete
        /// It is as it should be.
        case none
    }

    /// What sets a resource apart.
    public enum Trait: Sendable {
        /// What stands is not this stack's, and is never touched.
        case foreign
        /// It holds what cannot be made again.
        case data
        /// It is this stack's, and no longer described.
        case undescribed
        /// It is to be removed, and cannot be as it is.
        case stuck
        /// It holds data and would go, but stays: nobody asked for the data to be removed.
        case keptData
    }

    /// The resource.
    public let id: ResourceID
    /// What has to be done.
    public let action: Action
    /// The properties that differ; for a creation all of them, from nothing; for a removal none.
    public let changes: [Change]
    /// Properties that the text of a creation leaves out.
    public let details: Set<String>
    /// What a reader should know before saying yes, as `PUBLIC`.
    public internal(set) var remarks: [String]
    /// A few words on the resource, as `14 days`.
    public let summary: String
    /// What its users want to know of it, as far as it stands.
    public let outputs: [Output]
    /// What the cloud is still at work on; nil where the resource is at rest.
    public let settling: String?
    /// Why the cloud gave it up, whatever has to be done; nil where it did not.
    public let failure: String?
    /// What is true of it and has no place in a description, as `limited by …`.
    public let notices: [String]
    /// What sets the resource apart.
    public let traits: Set<Trait>

    /// A step as the planner or a test makes it.
    public init(
        _ id: ResourceID, _ action: Action, changes: [Change] = [], details: Set<String> = [], remarks: [String] = [],
        summary: String = "", outputs: [Output] = [], settling: String? = nil, failure: String? = nil,
        notices: [String] = [], traits: Set<Trait> = []
    ) {
        self.id = id
        self.action = action
        self.changes = changes
        self.details = details
        self.remarks = remarks
        self.summary = summary
        self.outputs = outputs
        self.settling = settling
        self.failure = failure
        self.notices = notices
        self.traits = traits
    }
}
