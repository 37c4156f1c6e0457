public import Deployer

/// What a command of a stack's own may use: its stages, as they are described and as they stand, and the program's surroundings.
///
/// It looks and never writes: what changes a stack goes through a plan.
public struct StackAccess<Stack: AWSStack>: Sendable {
    let surroundings: Surroundings

    /// The environment variables that the program was started with.
    public var environment: [String: String] { surroundings.environment }
    /// The folder of the package that describes the stack, without a slash at its end; the current one where there is none.
    public var packageRoot: String { PackageRoot.find(surroundings) }

    /// The stage that the arguments name, as ``Deployer/Option/ofStage`` describes them, and what stands of it.
    ///
    /// Builds nothing, changes nothing; what is not this stack's has no outputs.
    ///
    /// - Throws: an error that explains itself: of the settings, the login, the account, or a service.
    public func inspect(_ arguments: Arguments, _ console: Console) async throws -> InspectedStage<Stack.Settings> {
        let opened = try await StackOpening<Stack>(surroundings: surroundings).open(arguments, console, builds: false)
        let plan = try await Planner(opened.deployment).plan(.inspect).plan
        return InspectedStage(stage: opened.stage, settingsFile: opened.settingsFile, plan: plan)
    }
}

/// A stage as it is described, beside what stands of it.
public struct InspectedStage<Settings: StageSettings>: Sendable {
    /// As its file describes it.
    public let stage: Stage<Settings>
    /// The file, as it is named to people: `config/prod.json`.
    public let settingsFile: String
    /// What stands and what differs from the description.
    public let plan: Plan

    /// A stage as ``StackAccess`` or a test makes it.
    public init(stage: Stage<Settings>, settingsFile: String, plan: Plan) {
        self.stage = stage
        self.settingsFile = settingsFile
        self.plan = plan
    }

    /// The output of that name, as `url`; nil where it does not stand.
    public func output(_ name: String) -> String? { plan.outputs.first { $0.name == name }?.value }
}
