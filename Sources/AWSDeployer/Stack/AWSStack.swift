import AWSResources
public import Deployer
public import DeployerCLI

/// A stack on AWS, described by a program that is nothing but this description.
///
/// The type that conforms, marked `@main`, has every command there is (`plan`, `deploy`, `rollback`, `destroy`, `status`,
/// `package`, `whoami`, `policy`), with their options, output and exit codes:
///
/// ```swift
/// @main
/// struct Guestbook: AWSStack {
///     static let name = "guestbook"
///
///     static func resources(_ stage: Stage<NoSettings>) -> [any Resource<AWS>] {
///         [Table(stage.named("Entries"), partitionKey: .string("id"))]
///     }
/// }
/// ```
public protocol AWSStack: SendableMetatype {
    /// What a stage's file may say besides `region`, `account`, `permissionsBoundary` and `tags`.
    associatedtype Settings: StageSettings = NoSettings

    /// The stack's name: with the stage's, the mark on everything it owns.
    static var name: String { get }
    /// One sentence for the program's help.
    static var summary: String { get }
    /// The program's version, for `--version`.
    static var version: String { get }

    /// The tags that everything carries in every stage, from its creation on, as `["CostCenter": "42"]`.
    ///
    /// What a stage's file says under `tags` comes before these, and what a resource's own description says before both.
    static var tags: [String: String] { get }

    /// Everything that the stack consists of, in one stage, in the order in which it is shown.
    ///
    /// Names must differ between stages: `stage.named(…)` sees to it. What a resource tells its users is named by what it is,
    /// as `table`, and where several of a kind are described by its name as well, as `table.Entries-prod`; or as the program
    /// says, the same in every stage:
    ///
    /// ```swift
    /// [Table(stage.named("Entries"), partitionKey: .string("id")).named(output: "entries"),
    ///  Table(stage.named("Authors"), partitionKey: .string("id")).named(output: "authors")]
    /// ```
    static func resources(_ stage: Stage<Settings>) -> [any Resource<AWS>]

    /// What the people who use the outputs should know, as paragraphs: `deploy` and `status` show it above the URL.
    ///
    /// A line that begins with a space stays as it is, so that it can be copied; others are wrapped. With `--json` nothing
    /// of it is shown. An output that does not stand is not among `outputs`.
    ///
    /// ```swift
    /// static func notes(on outputs: [Output], of stage: Stage<NoSettings>) -> String {
    ///     guard let url = outputs.first(where: { $0.name == "url" })?.value else { return "" }
    ///     return "Sign the guestbook:\n  curl --data 'I was here' \(url)"
    /// }
    /// ```
    static func notes(on outputs: [Output], of stage: Stage<Settings>) -> String

    /// What a stage's settings allow, but seldom mean: shown before anything is changed, which it does not keep from being
    /// done.
    ///
    /// ```swift
    /// static func warnings(on stage: Stage<NoSettings>) -> [Explanation] {
    ///     guard stage.isProduction else { return [] }
    ///     return [Explanation("anyone may sign the guestbook", advice: "Say who may, before it is known.")]
    /// }
    /// ```
    static func warnings(on stage: Stage<Settings>) -> [Explanation]

    /// Commands that this program has beside those that every stack has, in the order in which the help shows them.
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
    /// One whose name every stack has already is never run.
    static func commands(_ access: StackAccess<Settings>) -> [Command]
}

extension AWSStack {
    /// A plain sentence.
    public static var summary: String { "Deploys the stack \(name) to AWS." }
    /// The first one.
    public static var version: String { "0.1.0" }
    /// None.
    public static var tags: [String: String] { [:] }
    /// Nothing to add.
    public static func notes(on outputs: [Output], of stage: Stage<Settings>) -> String { "" }
    /// None.
    public static func warnings(on stage: Stage<Settings>) -> [Explanation] { [] }
    /// None.
    public static func commands(_ access: StackAccess<Settings>) -> [Command] { [] }
}
