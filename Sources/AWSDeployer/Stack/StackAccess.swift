public import Deployer
public import DeployerCLI

/// What a command of a stack's own may use: its stages, as they are described and as they stand, and the program's environment.
///
/// It looks and never writes: what changes a stack goes through a plan.
public struct StackAccess<Settings: StageSettings>: Sendable {
    /// The environment variables that the program was started with.
    public let environment: [String: String]
    /// The folder of the package that describes the stack, without a slash at its end; the current one where there is none.
    public let packageRoot: String
    private let look: @Sendable (Arguments, Console) async throws -> InspectedStage<Settings>

    /// Access as the program or a test of a command makes it.
    ///
    /// - Parameter look: finds the stage that the arguments name, and what stands of it.
    public init(
        environment: [String: String], packageRoot: String,
        look: @escaping @Sendable (Arguments, Console) async throws -> InspectedStage<Settings>
    ) {
        self.environment = environment
        self.packageRoot = packageRoot
        self.look = look
    }

    /// The stage that the arguments name, as ``Deployer/Option/ofStage`` describes them, and what stands of it.
    ///
    /// Builds nothing, changes nothing; what is not this stack's has no outputs.
    ///
    /// - Throws: an error that the program explains: of the settings, the login, the account, or a service, or that it was
    ///   interrupted.
    public func inspect(_ arguments: Arguments, _ console: Console) async throws -> InspectedStage<Settings> {
        try await console.interruptible { try await look(arguments, console) }
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

    /// A stage as the program or a test makes it.
    public init(stage: Stage<Settings>, settingsFile: String, plan: Plan) {
        self.stage = stage
        self.settingsFile = settingsFile
        self.plan = plan
    }

    /// The output of that name, as `url`, or `url.visitors:live` where several URLs are described; nil where it does not stand.
    public func output(_ name: String) -> String? { plan.outputs.first { $0.name == name }?.value }
}
