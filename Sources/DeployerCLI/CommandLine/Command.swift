public import Deployer

/// One of a program's commands: what it is called, what it takes, and what it does.
public struct Command: Sendable {
    /// As typed, as `plan`.
    public let name: String
    /// One line for the list of commands.
    public let summary: String
    /// Paragraphs for the command's own help.
    public let discussion: String
    /// In the order in which the help shows them.
    public let options: [Option]
    /// Command lines with what they are for.
    public let examples: [Example]
    /// Does it.
    public let run: @Sendable (Arguments, Console) async throws -> ExitCode

    /// A command of a program.
    public init(
        _ name: String, summary: String, discussion: String, options: [Option], examples: [Example] = [],
        run: @escaping @Sendable (Arguments, Console) async throws -> ExitCode
    ) {
        self.name = name
        self.summary = summary
        self.discussion = discussion
        self.options = options
        self.examples = examples
        self.run = run
    }
}

/// A command line that the help shows, and what it is for.
public struct Example: Sendable, Equatable {
    /// What is typed behind the program's name.
    public let line: String
    /// What it is for, as half a sentence.
    public let summary: String

    /// An example.
    public init(_ line: String, _ summary: String) {
        self.line = line
        self.summary = summary
    }
}

/// An option of a command: `--name` or `--name VALUE`.
public struct Option: Sendable, Equatable {
    /// Without the dashes, as `stage`.
    public let name: String
    /// What stands for its value in the help, as `NAME`; nil for a flag.
    public let placeholder: String?
    /// One line for the help.
    public let help: String
    /// Whether a command needs it.
    public let isRequired: Bool
    /// Whether it may be given several times, each with a value of its own.
    public let isRepeatable: Bool
    /// What its value is, in a sentence, for whoever left it out; nil where the placeholder says it.
    public let takes: String?

    /// An option; without a placeholder a flag.
    public init(
        _ name: String, _ placeholder: String? = nil, help: String, isRequired: Bool = false,
        isRepeatable: Bool = false, takes: String? = nil
    ) {
        self.name = name
        self.placeholder = placeholder
        self.help = help
        self.isRequired = isRequired
        self.isRepeatable = isRepeatable
        self.takes = takes
    }
}

/// What was typed behind a command, checked against its options.
public struct Arguments: Sendable, Equatable {
    /// The name of the program that they were typed behind, for a command line that can be copied.
    public let program: String
    /// What the program is started with from any folder.
    let executable: String
    private let values: [String: [String]]
    private let flags: Set<String>

    /// Arguments in which no option was given twice.
    public init(program: String, values: [String: String] = [:], flags: Set<String> = []) {
        self.init(program: program, lists: values.mapValues { [$0] }, flags: flags)
    }

    /// Arguments as the parser makes them: the values of each option, in the order in which they were typed.
    ///
    /// - Parameter executable: the path of the program's own file; nil where its name is enough.
    public init(
        program: String, executable: String? = nil, lists: [String: [String]], flags: Set<String> = []
    ) {
        self.program = program
        self.executable = executable ?? program
        self.values = lists
        self.flags = flags
    }

    /// The value of an option, the last one of several; nil where it was not given.
    public subscript(option: String) -> String? { values[option]?.last }

    /// All values of an option that may be given several times, in the order in which they were typed.
    public func all(_ option: String) -> [String] { values[option] ?? [] }

    /// Whether a flag was given.
    public func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// The same with further options, as if they had been typed; what was typed stays.
    func adding(_ options: [String: [String]]) -> Arguments {
        Arguments(
            program: program, executable: executable, lists: values.merging(options) { typed, _ in typed }, flags: flags
        )
    }
}
