import Deployer

/// The help of a program and of each of its commands, laid out for a width.
struct HelpText {
    /// The program.
    let program: Program
    /// The width in columns, at most 100: longer lines are hard to read.
    let width: Int

    /// A help for a terminal of that width.
    init(_ program: Program, width: Int) {
        self.program = program
        self.width = min(width, 100)
    }

    /// The help of the whole program.
    var overview: String {
        var lines = Wrapping.lines("\(program.name) \(program.version): \(program.summary)", width: width)
        lines += ["", "Usage: \(program.name) <command> [options]"]
        if !program.discussion.isEmpty { lines += [""] + Wrapping.paragraphs(program.discussion, width: width) }
        lines += section("Commands", program.commands.map { ($0.name, $0.summary) })
        lines += section(
            "Options",
            [
                ("-h, --help", "Shows this, or behind a command the command's own help."),
                ("-V, --version", "Shows the version."),
            ])
        lines += section("Environment", environment)
        lines += section("Exit codes", Self.exitCodes)
        lines += [""]
        lines += Wrapping.lines(
            "\"\(program.name) <command> --help\" shows a command's options, with examples.", width: width)
        lines += Wrapping.lines(
            "\"\(program.name) completion bash\" (or zsh, fish) prints a shell's completion, "
                + "\"\(program.name) help --man\" a man page.", width: width)
        return Self.text(lines)
    }

    /// The help of one command.
    func text(of command: Command) -> String {
        let required = command.options.filter(\.isRequired).map { " " + form($0) }.joined()
        let usage = "Usage: \(program.name) \(command.name)\(required) [options]"
        var lines = Wrapping.lines(command.summary, width: width) + ["", usage]
        if !command.discussion.isEmpty { lines += [""] + Wrapping.paragraphs(command.discussion, width: width) }
        let options = command.options.map {
            (form($0), $0.help + ($0.isRepeatable ? " May be given several times." : ""))
        }
        lines += section("Options", options + [("-h, --help", "Shows this.")])
        if !command.examples.isEmpty {
            lines += ["", "Examples:"]
            for example in command.examples {
                lines += ["  \(program.name) \(example.line)"]
                lines += Wrapping.lines(example.summary, width: width - 6).map { "      " + $0 }
            }
        }
        return Self.text(lines)
    }

    private static func text(_ lines: [String]) -> String {
        lines.map { Printable.escaped($0) + "\n" }.joined()
    }

    private func form(_ option: Option) -> String {
        "--\(option.name)" + (option.placeholder.map { " " + $0 } ?? "")
    }

    private func section(_ title: String, _ rows: [(name: String, help: String)]) -> [String] {
        let column = min(rows.map { Printable.columns($0.name) }.max() ?? 0, width / 3)
        return ["", title + ":"]
            + rows.flatMap { row in
                let texts = Wrapping.lines(row.help, width: width - column - 4)
                let blank = String(repeating: " ", count: column + 4)
                let fits = Printable.columns(row.name) <= column
                let heading = "  " + Printable.padded(row.name, to: column) + "  "
                guard fits, let first = texts.first else { return ["  " + row.name] + texts.map { blank + $0 } }
                return [heading + first] + texts.dropFirst().map { blank + $0 }
            }
    }

    /// The environment variables that the program reads, with what they do.
    var environment: [(name: String, help: String)] {
        program.environment.map { ($0.name, $0.help) } + [
            ("NO_COLOR", "Set to anything, it turns colours off."),
            ("COLUMNS", "The width to write for, whatever the terminal's."),
            ("GITHUB_STEP_SUMMARY", "The file that the plan and the result are added to, as Markdown."),
            ("GITHUB_OUTPUT", "The file that the result and the outputs are added to, for later steps."),
        ]
    }

    /// The exit codes with their meanings.
    static let exitCodes: [(name: String, help: String)] = [
        (name(.done), "Done, or nothing to do."),
        (name(.failed), "Failed, or the answer to a question was not \"yes\"."),
        (name(.changesPending), "There are changes, or something failed (plan --detailed-exitcode)."),
        (name(.stalePlan), "The saved plan is stale: what it was made of has changed since."),
        (name(.badUsage), "The command line is wrong, or nobody can be asked and --yes is missing."),
        (name(.interrupted), "Interrupted."),
        (name(.terminated), "Ended by SIGTERM, as CI systems do."),
    ]

    private static func name(_ code: ExitCode) -> String { String(code.rawValue) }
}
