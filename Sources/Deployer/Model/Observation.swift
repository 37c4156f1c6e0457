/// What exists on the cloud under a resource's name.
public struct Observation<Value: Sendable>: Sendable {
    /// The resource as it is, in the type that describes it.
    public var value: Value
    /// Whether it can be used and changed now.
    public var readiness: Readiness
    /// Whom it belongs to.
    public var ownership: Ownership
    /// What the stack's users want to know: names, and what only the cloud knows, such as an address.
    public var outputs: [Output]
    /// Facts that matter to users but are not in a description, such as `limited by …` or `not described: …`.
    ///
    /// Every plan and status shows them; they are no reason to change anything.
    public var notices: [String]
    /// Why it cannot be changed to what is described, so that the plan is refused, with what to do; nil if it can.
    public var changeObstacle: String?
    /// Why it cannot be removed in its present state, with what to do; nil if it can.
    public var deletionObstacle: String?
    /// The cloud's identifier of exactly this state, such as a revision ID; nil if it has none.
    public var revision: String?

    /// An observation, made by a resource.
    public init(
        _ value: Value, readiness: Readiness = .ready, ownership: Ownership, outputs: [Output] = [],
        notices: [String] = [], changeObstacle: String? = nil, deletionObstacle: String? = nil,
        revision: String? = nil
    ) {
        self.value = value
        self.readiness = readiness
        self.ownership = ownership
        self.outputs = outputs
        self.notices = notices
        self.changeObstacle = changeObstacle
        self.deletionObstacle = deletionObstacle
        self.revision = revision
    }
}

extension Observation {
    /// Why its owner is not known yet: it has no tags, and is being created or deleted.
    var reasonWhyUndecided: String? {
        guard showsNoMark, case .pending(let reason) = readiness else { return nil }
        return reason
    }

    /// Whether it has no tags at all, as far as they can be read.
    var showsNoMark: Bool { ownership == .foreign(tags: [:]) }
}

/// Whether a resource can be used and changed now.
public enum Readiness: Sendable, Equatable {
    /// It can be used and changed.
    case ready
    /// The cloud still works on it; the reason is shown, such as `CREATING`.
    case pending(String)
    /// It is being deleted, and its name will be free afterwards; the reason is shown, such as `DELETING`.
    case leaving(String)
    /// It will not become ready by itself; the cloud's reason.
    case failed(String)
}

/// How long a write may take to show in reads: a cloud's reads lag behind by some seconds.
enum Settling {
    /// After this time the engine believes what it reads.
    static let time = Duration.seconds(10)
}

extension Readiness {
    /// The readiness of a resource that shows no tags and has no state of its own: pending while its tags may lag.
    ///
    /// - Parameter ageInSeconds: since the cloud created it; a negative age, from clocks that differ, means nothing.
    public static func withoutTags(ageInSeconds: Double) -> Readiness {
        guard ageInSeconds >= 0, ageInSeconds < Settling.time / .seconds(1) else { return .ready }
        return .pending("it was made moments ago, its tags may not show yet")
    }
}

/// A value that the stack's users want to know, such as the name of a table.
public struct Output: Sendable, Equatable {
    /// Its name in the outputs, such as `table`: no other output of the stack has it.
    public let name: String
    /// What it is, such as `table`; this is also its name, unless the stack has several of the kind or chose a name.
    public let kind: String
    /// Its value.
    public let value: String
    /// Whether it is an address to open: most users look for that.
    public let isAddress: Bool

    /// An output, made by a resource, which knows only what the output is.
    public init(_ kind: String, _ value: String, isAddress: Bool = false) {
        self.init(name: kind, kind: kind, value, isAddress: isAddress)
    }

    /// An output with its name in the stack.
    init(name: String, kind: String, _ value: String, isAddress: Bool = false) {
        self.name = name
        self.kind = kind
        self.value = value
        self.isAddress = isAddress
    }
}
