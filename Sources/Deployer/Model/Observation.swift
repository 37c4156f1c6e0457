/// What stands on the cloud under a resource's name.
public struct Observation<Value: Sendable>: Sendable {
    /// In the same words in which it is described.
    public var value: Value
    /// Whether it can be used and changed now.
    public var readiness: Readiness
    /// Whose it is.
    public var ownership: Ownership
    /// What its users want to know of it: names, and what only the cloud knows, as an address.
    public var outputs: [Output]
    /// What is true of it, matters to its users, and has no place in a description, as `limited by …` or `not described: …`.
    ///
    /// Shown in every plan and status; no reason to change anything.
    public var notices: [String]
    /// Why it cannot be brought to what is described, with what to do, and the plan is refused; nil where it can.
    public var changeObstacle: String?
    /// Why it cannot be removed as it is, with what to do; nil where it can.
    public var deletionObstacle: String?
    /// The cloud's own name for exactly this state, as a revision's id; nil where it has none.
    public var revision: String?

    /// An observation as a resource makes it.
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
    /// Why nobody can tell yet whose it is: it shows no mark at all, and is still being made, or on its way out.
    var reasonWhyUndecided: String? {
        guard showsNoMark, case .pending(let reason) = readiness else { return nil }
        return reason
    }

    /// Whether it carries no tags at all, as far as they can be read.
    var showsNoMark: Bool { ownership == .foreign(tags: [:]) }
}

/// Whether a thing can be used and changed now.
public enum Readiness: Sendable, Equatable {
    /// It can.
    case ready
    /// The cloud is still at work on it; the reason is shown, as `CREATING`.
    case pending(String)
    /// It is on its way out; once it is gone there is nothing of that name, as `DELETING`.
    case leaving(String)
    /// It will never be ready by itself; the cloud's reason.
    case failed(String)
}

/// How long what was made or written may take to show: a cloud's reads lag behind by some seconds.
enum Settling {
    /// After it what is seen is believed.
    static let time = Duration.seconds(10)
}

extension Readiness {
    /// A thing that shows no tags and has no state of its own while it is made: pending as long as its tags may not show yet.
    ///
    /// - Parameter ageInSeconds: since the cloud made it; a negative one, as of clocks that differ, tells nothing.
    public static func withoutTags(ageInSeconds: Double) -> Readiness {
        guard ageInSeconds >= 0, ageInSeconds < Settling.time / .seconds(1) else { return .ready }
        return .pending("it was made moments ago, its tags may not show yet")
    }
}

/// Something that a user of the stack wants to know, as the name of a table.
public struct Output: Sendable, Equatable {
    /// Its name in the outputs, as `table`: no other output of the stack has it.
    public let name: String
    /// What it is, as `table`: its name where the stack has one of the kind and gave it none.
    public let kind: String
    /// Its value.
    public let value: String
    /// Whether it is an address to open, which is what most are after.
    public let isAddress: Bool

    /// An output of a resource, which alone knows what it is.
    public init(_ kind: String, _ value: String, isAddress: Bool = false) {
        self.init(name: kind, kind: kind, value, isAddress: isAddress)
    }

    /// An output under the name that it has in its stack.
    init(name: String, kind: String, _ value: String, isAddress: Bool = false) {
        self.name = name
        self.kind = kind
        self.value = value
        self.isAddress = isAddress
    }
}
