import AWSResources
public import Deployer
public import DeployerCLI

/// A stack on AWS, described by a program that contains only this description.
///
/// The conforming type, marked `@main`, has all standard commands (`plan`, `deploy`, `rollback`, `destroy`, `status`,
/// `package`, `whoami`, `policy`), with their options, output and exit codes:
///
/// ```swift
/// @main
/// struct Guestbook: AWSStack {
///     static let name = "guestbook"
///
///     static func resources(_ stage: Stage<NoSettings>) -> [any AWSResource] {
///         Table(stage.named("Entries"), partitionKey: .string("id"))
///     }
/// }
/// ```
public protocol AWSStack: SendableMetatype {
    /// The settings of a stage's file besides `region`, `account`, `permissionsBoundary` and `tags`.
    associatedtype Settings: StageSettings = NoSettings

    /// The stack's name: together with the stage's name, it marks everything that the stack owns.
    static var name: String { get }
    /// One sentence for the program's help.
    static var summary: String { get }
    /// The program's version, for `--version`.
    static var version: String { get }

    /// The tags of all resources in all stages, from their creation on, such as `["CostCenter": "42"]`.
    ///
    /// `tags` in a stage's file override them, and a resource's own tags override both.
    static var tags: [String: String] { get }

    /// All resources of the stack in one stage, in display order.
    ///
    /// Names must differ between stages: use `stage.named(…)`. A resource's output is named by its kind, such as
    /// `table`. If several of a kind are described, its own name follows, such as `table.Entries-prod`. A program may
    /// also name the output, the same in every stage:
    ///
    /// ```swift
    /// [Table(stage.named("Entries"), partitionKey: .string("id")).named(output: "entries"),
    ///  Table(stage.named("Authors"), partitionKey: .string("id")).named(output: "authors")]
    /// ```
    @ResourcesBuilder static func resources(_ stage: Stage<Settings>) -> [any AWSResource]

    /// The kinds of its own that the stack has or had, so that a resource that is no longer described is found.
    ///
    /// The kinds of the resources that are described need not be named.
    static var kinds: [any AWSResource.Type] { get }

    /// Notes for the users of the outputs, as paragraphs: `deploy` and `status` show them above the URL.
    ///
    /// A line that begins with a space is shown unchanged, so that it can be copied; others are wrapped. `--json` does
    /// not show the notes. `outputs` has only outputs that exist.
    ///
    /// ```swift
    /// static func notes(on outputs: [Output], of stage: Stage<NoSettings>) -> String {
    ///     guard let url = outputs.first(where: { $0.name == "url" })?.value else { return "" }
    ///     return "Sign the guestbook:\n  curl --data 'I was here' \(url)"
    /// }
    /// ```
    static func notes(on outputs: [Output], of stage: Stage<Settings>) -> String

    /// Warnings about settings that are valid but seldom intended.
    ///
    /// They are shown before any change, and prevent none.
    ///
    /// ```swift
    /// static func warnings(on stage: Stage<NoSettings>) -> [Explanation] {
    ///     guard stage.isProduction else { return [] }
    ///     return [Explanation("anyone may sign the guestbook", advice: "Say who may, before it is known.")]
    /// }
    /// ```
    static func warnings(on stage: Stage<Settings>) -> [Explanation]

    /// Further commands of this program besides the standard ones, in the order of the help.
    ///
    /// ```swift
    /// static func commands(_ access: StackAccess<NoSettings>) -> [Command] {
    ///     [
    ///         Command(
    ///             "read", summary: "Shows the guestbook.", discussion: "", options: Option.ofStage
    ///         ) { arguments, console in
    ///             let found = try await access.inspect(arguments, console)
    ///             console.say(found.output("table") ?? "Nobody can write yet.")
    ///             return .done
    ///         }
    ///     ]
    /// }
    /// ```
    ///
    /// A command with the name of a standard one is never run.
    static func commands(_ access: StackAccess<Settings>) -> [Command]
}

extension AWSStack {
    /// A default sentence with the stack's name.
    public static var summary: String { "Deploys the stack \(name) to AWS." }
    /// `0.1.0`.
    public static var version: String { "0.1.0" }
    /// None.
    public static var tags: [String: String] { [:] }
    /// None.
    public static var kinds: [any AWSResource.Type] { [] }
    /// Nothing to add.
    public static func notes(on outputs: [Output], of stage: Stage<Settings>) -> String { "" }
    /// None.
    public static func warnings(on stage: Stage<Settings>) -> [Explanation] { [] }
    /// None.
    public static func commands(_ access: StackAccess<Settings>) -> [Command] { [] }
}

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
    /// - Parameters:
    ///   - environment: the environment variables that the program was started with.
    ///   - packageRoot: the folder of the package that describes the stack, without a final slash.
    ///   - look: loads the stage that the arguments name, and its existing state.
    public init(
        environment: [String: String], packageRoot: String,
        look: @escaping @Sendable (Arguments, Console) async throws -> InspectedStage<Settings>
    ) {
        self.environment = environment
        self.packageRoot = packageRoot
        self.look = look
    }

    /// The stage that the arguments name, as ``/DeployerCLI/Option/ofStage`` describes them, and its existing state.
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
