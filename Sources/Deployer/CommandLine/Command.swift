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
    public let purpose: String

    /// An example.
    public init(_ line: String, _ purpose: String) {
        self.line = line
        self.purpose = purpose
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
    /// Whether it may be given several times, each time with another value.
    public let isRepeatable: Bool

    /// An option; without a placeholder a flag.
    public init(
        _ name: String, _ placeholder: String? = nil, help: String, isRequired: Bool = false,
        isRepeatable: Bool = false
    ) {
        self.name = name
        self.placeholder = placeholder
        self.help = help
        self.isRequired = isRequired
        self.isRepeatable = isRepeatable
    }
}

/// What was typed behind a command, checked against its options.
public struct Arguments: Sendable, Equatable {
    /// The name of the program that they were typed behind, for a command line that can be copied.
    public let program: String
    private let values: [String: [String]]
    private let flags: Set<String>

    /// Arguments in which no option was given twice.
    public init(program: String, values: [String: String] = [:], flags: Set<String> = []) {
        self.init(program: program, lists: values.mapValues { [$0] }, flags: flags)
    }

    /// Arguments as they were typed: the values of each option, in their order.
    public init(program: String, lists: [String: [String]], flags: Set<String> = []) {
        self.program = program
        self.values = lists
        self.flags = flags
    }

    /// The value of an option, the last one of several; nil where it was not given.
    public subscript(option: String) -> String? { values[option]?.last }

    /// All values of an option that may be given several times, in the order in which they were typed.
    public func all(_ option: String) -> [String] { values[option] ?? [] }

    /// Whether a flag was given.
    public func has(_ flag: String) -> Bool { flags.contains(flag) }

    /// The same with another value of an option, as if it had been typed.
    func setting(_ option: String, to value: String) -> Arguments {
        Arguments(program: program, lists: values.merging([option: [value]]) { $1 }, flags: flags)
    }
}
