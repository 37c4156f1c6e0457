/// Brings a plan about: each resource as soon as those that it needs are done, round by round until nothing differs.
public struct Executor<Context: Sendable>: Sendable {
    /// An executor that gives each resource `patience` to come to rest.
    public init(patience: Duration = .seconds(600)) {}

    /// Carries out `planned`; tells each thing that happens to `tell`, which may be called from several tasks.
    ///
    /// It does not throw: what failed stands in the outcome, beside what was done.
    public func apply(_ planned: PlannedStack<Context>, tell: @escaping @Sendable (Event) -> Void) async -> Outcome {
        fatalError("to be written")
    }
}
