/// Not a failure: the cloud is not ready for this step, so the engine looks again later.
public struct NotYet: Error, Sendable, Equatable {
    /// Why, as the progress line shows it: `role not assumable yet`.
    public let reason: String
    /// The cloud's error, if it refused because the resource already exists; nil for any other reason.
    ///
    /// The step ends with this error if no look explains it.
    public let alreadyExists: (any Error)?

    /// A step that has to wait.
    public init(_ reason: String, alreadyExists: (any Error)? = nil) {
        self.reason = reason
        self.alreadyExists = alreadyExists
    }

    /// Whether both have the same reason, whatever the cloud's error.
    public static func == (one: NotYet, other: NotYet) -> Bool { one.reason == other.reason }
}

/// A write whose answer was lost: only another look shows whether it was carried out.
///
/// Such a write is never blindly sent again; the engine looks, and continues from what exists.
public struct OutcomeUnknown: Error, Sendable {
    /// How the answer was lost, as an error of the cloud's client.
    public let cause: any Error

    /// A write without an answer.
    public init(_ cause: any Error) { self.cause = cause }
}

/// A removal that the cloud does not let finish; what is left goes with the resource that it belongs to.
public struct LeftBehind: Error, Sendable, Equatable {
    /// What is left and why, as shown.
    public let reason: String

    /// A removal that has done what it can.
    public init(_ reason: String) { self.reason = reason }
}

/// A write that the cloud refused, since someone else changed the resource after it was observed.
public struct Conflict: Error, Sendable, Equatable {
    /// What changed, as shown: `the function's code was changed meanwhile`.
    public let reason: String

    /// A write that came too late.
    public init(_ reason: String) { self.reason = reason }
}

/// A resource did not become ready within its timeout.
public struct TimedOut: Error, Sendable, Equatable {
    /// What the step was waiting for at the end.
    public let reason: String
    /// How long it waited in total.
    public let waited: Duration

    /// An error, made by the executor or a test.
    public init(reason: String, waited: Duration) {
        self.reason = reason
        self.waited = waited
    }
}

/// A change was written several times, and the old value still reads back.
public struct ChangeDidNotStick: Error, Sendable, Equatable {
    /// What was written, and what reads back.
    public let changes: [Change]
    /// How many times it was written.
    public let rounds: Int

    /// An error, made by the executor or a test.
    public init(changes: [Change], rounds: Int) {
        self.changes = changes
        self.rounds = rounds
    }
}

/// The cloud gave up on a resource.
public struct ResourceFailed: Error, Sendable, Equatable {
    /// The cloud's own words.
    public let reason: String
    /// Whether it holds data that cannot be restored.
    public let holdsData: Bool

    /// An error, made by the executor or a test.
    public init(reason: String, holdsData: Bool = false) {
        self.reason = reason
        self.holdsData = holdsData
    }
}

/// Someone else changes the same resource at the same time: it changed a second time after it was planned again.
public struct ConcurrentDeployment: Error, Sendable, Equatable {
    /// What changed, the first time and the second.
    public let moved: [String]

    /// An error, made by the executor or a test.
    public init(moved: [String]) { self.moved = moved }
}

/// The resource existed again after each removal.
public struct Reappeared: Error, Sendable, Equatable {
    /// How many times it was removed.
    public let removals: Int

    /// An error, made by the executor or a test.
    public init(removals: Int) { self.removals = removals }
}
