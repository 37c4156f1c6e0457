/// What has to be done to make a stack as described: plain data, made by reads alone, for people and programs.
public struct Plan: Sendable, Equatable {
    /// The stack's name.
    public let stack: String
    /// The stage's name.
    public let stage: String
    /// The account and region of the stack, and the identity that observed it.
    public let location: Location
    /// One for each resource: the described ones in their order, then those that are no longer described.
    public let steps: [Step]
    /// What could not be searched for, so the plan does not contain it.
    public let unseen: [Unseen]

    /// A plan, made by the planner or a test.
    public init(stack: String, stage: String, location: Location, steps: [Step], unseen: [Unseen] = []) {
        self.stack = stack
        self.stage = stage
        self.location = location
        self.steps = steps
        self.unseen = unseen
    }

    /// The number of steps with this action.
    public func count(_ action: Step.Action) -> Int { steps.count { $0.action == action } }

    /// Whether there is anything to do.
    public var hasChanges: Bool { steps.contains { $0.action != .none } }

    /// Whether all is as described, ready or not: nothing to do, nothing failed, and everything is this stack's.
    ///
    /// A resource that is no longer described may be kept on purpose, since it holds data: it is shown, but is no
    /// difference.
    public var isAsDescribed: Bool {
        !hasChanges && steps.allSatisfy { $0.failure == nil && $0.traits.isDisjoint(with: [.foreign, .stuck]) }
    }

    /// The outputs of all existing resources, in order.
    public var outputs: [Output] { steps.flatMap(\.outputs) }
}

/// What has to be done with one resource.
public struct Step: Sendable, Equatable {
    /// The four possible actions.
    public enum Action: String, Sendable, CaseIterable {
        /// It does not exist yet.
        case create
        /// It exists, and differs.
        case update
        /// It exists, and should not.
        case delete
        /// It is as it should be.
        case none
    }

    /// What is special about a resource.
    public enum Trait: Sendable {
        /// It is not this stack's, and is never touched.
        case foreign
        /// It holds data that cannot be restored.
        case data
        /// It is this stack's, and no longer described.
        case undescribed
        /// It should be removed, but cannot be in its present state.
        case stuck
        /// It should be removed, but holds data, and nobody asked to remove the data.
        case keptData
    }

    /// The resource.
    public let id: ResourceID
    /// What has to be done.
    public let action: Action
    /// The properties that differ: for a creation all of them, from nothing; for a removal none.
    public let changes: [Change]
    /// The properties that the text of a creation leaves out.
    public let details: Set<String>
    /// What a reader should know before agreeing, such as `PUBLIC`.
    public internal(set) var remarks: [String]
    /// A few words on the resource, such as `14 days`.
    public let summary: String
    /// Its outputs, as far as it exists.
    public let outputs: [Output]
    /// What the cloud still works on; nil if the resource is not pending.
    public let settling: String?
    /// Why the cloud gave up on it, whatever has to be done; nil if it did not.
    public let failure: String?
    /// Facts that are not in a description, such as `limited by …`.
    public let notices: [String]
    /// What is special about the resource.
    public let traits: Set<Trait>

    /// A step, made by the planner or a test.
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
