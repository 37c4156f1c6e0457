public import Deployer

/// One of a program's commands: its name, its options and what it does.
public struct Command: Sendable {
    /// The name as typed, such as `plan`.
    public let name: String
    /// One line for the list of commands.
    public let summary: String
    /// Paragraphs for the command's own help.
    public let discussion: String
    /// The options, in the order of the help.
    public let options: [Option]
    /// Example command lines, with their purpose.
    public let examples: [Example]
    /// Runs the command.
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
    /// What is typed after the program's name.
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
    /// The name without dashes, such as `stage`.
    public let name: String
    /// The word for its value in the help, such as `NAME`; nil for a flag.
    public let placeholder: String?
    /// One line for the help.
    public let help: String
    /// Whether the command requires it.
    public let isRequired: Bool
    /// Whether it may be given several times, each with a value of its own.
    public let isRepeatable: Bool
    /// A sentence about its value, for a user who left it out; nil if the placeholder says enough.
    public let takes: String?

    /// An option; without a placeholder it is a flag.
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

/// What was typed after a command, checked against its options.
public struct Arguments: Sendable, Equatable {
    /// The program's name, for a command line that can be copied.
    public let program: String
    /// The path or the name that starts the program from any folder.
    let executable: String
    private let values: [String: [String]]
    private let flags: Set<String>

    /// Arguments with at most one value for each option.
    public init(program: String, values: [String: String] = [:], flags: Set<String> = []) {
        self.init(program: program, lists: values.mapValues { [$0] }, flags: flags)
    }

    /// Arguments as the parser makes them: the values of each option, in the order in which they were typed.
    ///
    /// - Parameters:
    ///   - program: the program's name, as it was typed.
    ///   - executable: the path of the program's own file; nil if its name is enough.
    ///   - lists: the values of each option that takes one.
    ///   - flags: the options without a value.
    public init(
        program: String, executable: String? = nil, lists: [String: [String]], flags: Set<String> = []
    ) {
        self.program = program
        self.executable = executable ?? program
        self.values = lists
        self.flags = flags
    }

    /// The value of an option, the last one of several; nil if it was not given.
    public subscript(option: String) -> String? { values[option]?.last }

    /// All values of an option that may be given several times, in the order in which they were typed.
    public func all(_ option: String) -> [String] { values[option] ?? [] }

    /// Whether a flag was given.
    public func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// The same arguments with further options, as if they had been typed; what was really typed stays.
    func adding(_ options: [String: [String]]) -> Arguments {
        Arguments(
            program: program, executable: executable, lists: values.merging(options) { typed, _ in typed }, flags: flags
        )
    }
}

/// A program with commands: its name, its help texts and what it can do.
public struct Program: Sendable {
    /// An environment variable that the program reads, for the help.
    public struct Variable: Sendable, Equatable {
        /// Its name.
        public let name: String
        /// What it does, in a line.
        public let help: String

        /// A variable.
        public init(_ name: String, _ help: String) {
            self.name = name
            self.help = help
        }
    }

    /// The name as typed.
    public let name: String
    /// The path of its own file, for a command line that can be copied; nil if its name is enough.
    public let executable: String?
    /// The version, such as `0.1.0`.
    public let version: String
    /// What it is, in one sentence.
    public let summary: String
    /// Paragraphs for the help, separated by empty lines.
    public let discussion: String
    /// The commands, in the order of the help.
    public let commands: [Command]
    /// The environment variables that it reads, besides those that every program here reads.
    public let environment: [Variable]
    /// Explains errors that the engine does not know, such as those of a cloud's client.
    public let explain: @Sendable (any Error) -> Explanation?

    /// A program as the composition root makes it.
    public init(
        name: String, executable: String? = nil, version: String, summary: String, discussion: String = "",
        commands: [Command],
        environment: [Variable] = [], explain: @escaping @Sendable (any Error) -> Explanation? = { _ in nil }
    ) {
        self.name = name
        self.executable = executable
        self.version = version
        self.summary = summary
        self.discussion = discussion
        self.commands = commands
        self.environment = environment
        self.explain = explain
    }
}
