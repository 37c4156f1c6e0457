import Deployer
public import DeployerCLI

/// One stage of a stack, as `prod` or `dev`: its name, and what its settings file says.
///
/// The stack's own settings are read as if they were the stage's: `stage.memoryMiB`.
@dynamicMemberLookup
public struct Stage<Settings: StageSettings>: Sendable {
    /// The stage's name, as `prod`.
    public let name: String
    /// What the stage's file says.
    public let settings: Settings

    /// A stage as the composition root or a test makes it.
    public init(name: String, settings: Settings) {
        self.name = name
        self.settings = settings
    }

    /// Whether this is `prod`, whose things have the names that are written in the program.
    public var isProduction: Bool { name == "prod" }

    /// A name of this stage's own: as written in `prod`, with `-<stage>` behind it in every other.
    public func named(_ name: String) -> String { isProduction ? name : "\(name)-\(self.name)" }

    /// A setting of the stage.
    public subscript<Value>(dynamicMember keyPath: KeyPath<Settings, Value>) -> Value { settings[keyPath: keyPath] }
}
