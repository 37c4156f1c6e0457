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
