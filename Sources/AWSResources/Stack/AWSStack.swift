public import Deployer

/// A stack on AWS, described by a program that is nothing but this description.
///
/// The type that conforms, marked `@main`, has every command there is (`plan`, `deploy`, `destroy`, `status`, `package`),
/// with their options, output and exit codes:
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
    /// What a stage's file may say besides `region` and `account`.
    associatedtype Settings: StageSettings = NoSettings

    /// The stack's name: with the stage's, the mark on everything it owns.
    static var name: String { get }
    /// One sentence for the program's help.
    static var summary: String { get }
    /// The program's version, for `--version`.
    static var version: String { get }

    /// Everything that the stack consists of, in one stage, in the order in which it is shown.
    ///
    /// Names must differ between stages: `stage.named(…)` sees to it.
    static func resources(_ stage: Stage<Settings>) -> [any Resource<AWS>]
}

extension AWSStack {
    /// A plain sentence.
    public static var summary: String { "Deploys the stack \(name) to AWS." }
    /// The first one.
    public static var version: String { "0.1.0" }
}
