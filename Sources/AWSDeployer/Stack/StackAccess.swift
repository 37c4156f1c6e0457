public import Deployer
public import DeployerCLI

/// Access for a stack's own commands: its stages, as described and as they exist, and the program's environment.
///
/// It only reads: changes to a stack go through a plan.
public struct StackAccess<Settings: StageSettings>: Sendable {
    /// The environment variables that the program was started with.
    public let environment: [String: String]
    /// The folder of the package that describes the stack, without a final slash; the current one if there is none.
    public let packageRoot: String
    private let look: @Sendable (Arguments, Console) async throws -> InspectedStage<Settings>

    /// Access from its parts.
    ///
    /// - Parameter look: loads the stage that the arguments name, and its existing state.
    public init(
        environment: [String: String], packageRoot: String,
        look: @escaping @Sendable (Arguments, Console) async throws -> InspectedStage<Settings>
    ) {
        self.environment = environment
        self.packageRoot = packageRoot
        self.look = look
    }

    /// The stage that the arguments name, as ``Deployer/Option/ofStage`` describes them, and its existing state.
    ///
    /// It builds and changes nothing. Resources that are not this stack's have no outputs.
    ///
    /// - Throws: an error that the program explains: of the settings, the login, the account or a service, or an
    ///   interruption.
    public func inspect(_ arguments: Arguments, _ console: Console) async throws -> InspectedStage<Settings> {
        try await console.interruptible { try await look(arguments, console) }
    }
}

/// A stage as described, and its existing state.
public struct InspectedStage<Settings: StageSettings>: Sendable {
    /// The stage as its file describes it.
    public let stage: Stage<Settings>
    /// The file, as shown to people: `config/prod.json`.
    public let settingsFile: String
    /// What exists, and what differs from the description.
    public let plan: Plan

    /// A stage from its parts.
    public init(stage: Stage<Settings>, settingsFile: String, plan: Plan) {
        self.stage = stage
        self.settingsFile = settingsFile
        self.plan = plan
    }

    /// The output with that name; nil if it does not exist.
    ///
    /// The name is such as `url`, or `url.visitors:live` if several URLs are described.
    public func output(_ name: String) -> String? { plan.outputs.first { $0.name == name }?.value }
}
