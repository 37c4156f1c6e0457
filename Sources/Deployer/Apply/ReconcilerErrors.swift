/// A resource did not come to rest in the time that it was given.
public struct TimedOut: Error, Sendable, Equatable {
    /// What was waited for at last.
    public let reason: String
    /// How long altogether.
    public let waited: Duration

    /// An error as the executor or a test makes it.
    public init(reason: String, waited: Duration) {
        self.reason = reason
        self.waited = waited
    }
}

/// A change was written again and again, and still reads back as it was.
public struct ChangeDidNotStick: Error, Sendable, Equatable {
    /// What was written, and what reads back.
    public let changes: [Change]
    /// How many times it was written.
    public let rounds: Int

    /// An error as the executor or a test makes it.
    public init(changes: [Change], rounds: Int) {
        self.changes = changes
        self.rounds = rounds
    }
}

/// The cloud gave a resource up.
public struct ResourceFailed: Error, Sendable, Equatable {
    /// The cloud's own words.
    public let reason: String
    /// Whether it holds what cannot be made again.
    public let holdsData: Bool

    /// An error as the executor or a test makes it.
    public init(reason: String, holdsData: Bool = false) {
        self.reason = reason
        self.holdsData = holdsData
    }
}

/// Someone else writes to the same resource at the same time: it moved a second time after it was planned anew.
public struct ConcurrentDeployment: Error, Sendable, Equatable {
    /// What moved, the first time and the second.
    public let moved: [String]

    /// An error as the executor or a test makes it.
    public init(moved: [String]) { self.moved = moved }
}

/// Something stood there again each time that it was removed.
public struct Reappeared: Error, Sendable, Equatable {
    /// How many times it was removed.
    public let removals: Int

    /// An error as the executor or a test makes it.
    public init(removals: Int) { self.removals = removals }
}
