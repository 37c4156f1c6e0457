/// What a plan is for.
public enum Purpose: Sendable, Equatable {
    /// Make everything as described. `adopting` takes over things of our names that carry no mark of ours.
    case deploy(adopting: Bool)
    /// Remove everything that is ours. Data stays unless `includingData`.
    case destroy(includingData: Bool)
    /// Look only: code that is not built is not compared, and what is not ours is no reason to stop.
    case inspect
}

/// A plan with the prepared descriptions that its steps are carried out with.
public struct PlannedStack<Context: Sendable>: Sendable {
    /// The plan, as data.
    public let plan: Plan
    /// What it was made for.
    public let purpose: Purpose
    /// The prepared description behind each step.
    let resources: [ResourceID: any Resource<Context>]
    /// Reaches the cloud.
    let context: Context
}

/// Compares a stack with what stands: looks at every resource at once, and changes nothing.
public struct Planner<Context: Sendable>: Sendable {
    let deployment: Deployment<Context>

    /// A planner for one stack in one stage.
    public init(_ deployment: Deployment<Context>) { self.deployment = deployment }

    /// The plan for `purpose`.
    ///
    /// - Throws: ``GraphError``, ``Refusal``, ``DeployError``, or what `confirmLocation` throws. Nothing was changed then.
    public func plan(_ purpose: Purpose) async throws -> PlannedStack<Context> { fatalError("to be written") }
}
