/// A plan with the prepared descriptions that its steps are carried out with.
public struct PlannedStack<Context: Sendable>: Sendable {
    /// The plan, as data.
    public let plan: Plan
    /// What it was made for.
    public let purpose: Purpose
    /// What needs what.
    let graph: Graph
    /// What the outputs are called.
    let outputNames: OutputNames
    /// The prepared description behind each step.
    let resources: [ResourceID: any Resource<Context>]
    /// What is known of each resource, for a plan that is saved.
    let facts: [ResourceID: ResourceFacts]
    /// Reaches the cloud.
    let context: Context
    /// A keyed digest of bytes, for a plan that is saved.
    let digest: @Sendable (_ bytes: [UInt8], _ key: [UInt8]) -> String
    /// The options that open the same deployment again from any folder, for a plan that is saved.
    let options: [String: [String]]
    /// What the people who use the outputs should know.
    let notes: @Sendable ([Output]) -> String
    /// What is known of an error where it depends on the stage.
    let explain: @Sendable (any Error) -> Explanation?
}

extension PlannedStack {
    /// The steps with which there is anything to do: to change something, or to wait for what others may need.
    ///
    /// What only settles nobody needs in a removal.
    var work: [Step] { plan.steps.filter { $0.action != .none || ($0.settling != nil && !purpose.removes) } }
}
