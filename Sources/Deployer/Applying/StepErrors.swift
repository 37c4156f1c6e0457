/// Not a failure: the cloud is not ready for this step, and looking again later is all there is to do.
public struct NotYet: Error, Sendable, Equatable {
    /// Why, as it is shown in the progress line: `role not assumable yet`.
    public let reason: String
    /// What the cloud said where it refused since the thing stands already; nil for anything else.
    ///
    /// It ends the step where no look explains it.
    public let alreadyExists: (any Error)?

    /// A step that has to wait.
    public init(_ reason: String, alreadyExists: (any Error)? = nil) {
        self.reason = reason
        self.alreadyExists = alreadyExists
    }

    /// Whether both wait for the same, whatever the cloud's words.
    public static func == (one: NotYet, other: NotYet) -> Bool { one.reason == other.reason }
}

/// A write whose answer was lost: it may have been carried out or not, and only looking again tells.
///
/// A write like this is never sent again blindly; the executor looks, and goes on from what stands.
public struct OutcomeUnknown: Error, Sendable {
    /// What became of the answer, as an error of the cloud's client.
    public let cause: any Error

    /// A write without an answer.
    public init(_ cause: any Error) { self.cause = cause }
}

/// A removal that the cloud forbids to finish, while what is left of the thing goes with something that it belongs to.
public struct LeftBehind: Error, Sendable, Equatable {
    /// What is left and why, as it is shown.
    public let reason: String

    /// A removal that has done what it may.
    public init(_ reason: String) { self.reason = reason }
}

/// A write that the cloud refused, since what it was planned against is no longer what stands: someone else wrote meanwhile.
public struct Conflict: Error, Sendable, Equatable {
    /// What moved, as it is shown: `the function's code was changed meanwhile`.
    public let reason: String

    /// A write that came too late.
    public init(_ reason: String) { self.reason = reason }
}

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
