import AWSClient
public import Deployer
import Foundation

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

    /// Runs the command that was typed, and ends the process with its exit code.
    public static func main() async {
        let environment = ProcessInfo.processInfo.environment
        let surroundings = Surroundings(
            environment: environment, currentFolder: FileManager.default.currentDirectoryPath,
            executable: Bundle.main.executablePath ?? CommandLine.arguments.first ?? "")
        let program = StackProgram<Self>(surroundings: surroundings).program
        let code = await program.run(
            Array(CommandLine.arguments.dropFirst()), console: .standard(environment: environment))
        exit(code.rawValue)
    }
}

/// What a program finds around it when it starts.
struct Surroundings: Sendable {
    /// The process's environment variables.
    let environment: [String: String]
    /// The folder that it was started in.
    let currentFolder: String
    /// The path of its own file.
    let executable: String
    /// What sends requests; nil for libcurl.
    var transport: (any Transport)?
}
