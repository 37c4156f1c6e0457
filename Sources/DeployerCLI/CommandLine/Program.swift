public import Deployer

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
