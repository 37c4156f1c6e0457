import Deployer

/// A program's man page (man(7)), made from the same texts as its help.
struct ManPage {
    /// The program.
    let program: Program

    /// The page.
    var text: String {
        var lines = [
            ".TH \(Self.quoted(program.name.uppercased())) 1 \"\" \(Self.quoted("\(program.name) \(program.version)"))",
            ".SH NAME", "\(Self.escaped(program.name)) \\- \(Self.escaped(program.summary))",
            ".SH SYNOPSIS", ".B \(Self.escaped(program.name))", ".I command", "[options]",
        ]
        if !program.discussion.isEmpty { lines += [".SH DESCRIPTION"] + Self.paragraphs(program.discussion) }
        lines.append(".SH COMMANDS")
        lines += program.commands.flatMap(Self.section(of:))
        lines.append(".SH ENVIRONMENT")
        lines += HelpText(program, width: 80).environment.flatMap { Self.entry($0.name, $0.help) }
        lines.append(".SH EXIT STATUS")
        lines += HelpText.exitCodes.flatMap { Self.entry($0.name, $0.help) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func section(of command: Command) -> [String] {
        var lines = [".SS \(quoted(command.name))", escaped(command.summary)]
        if !command.discussion.isEmpty { lines += [".PP"] + paragraphs(command.discussion) }
        for option in command.options {
            lines += entry("--\(option.name)" + (option.placeholder.map { " \($0)" } ?? ""), option.help)
        }
        for example in command.examples { lines += entry(example.line, example.summary) }
        return lines
    }

    private static func entry(_ name: String, _ text: String) -> [String] {
        [".TP", ".B \(escaped(name))", escaped(text)]
    }

    private static func paragraphs(_ text: String) -> [String] {
        let paragraphs = text.split(separator: "\n\n").map { escaped(String($0).replacing("\n", with: " ")) }
        return Array(paragraphs.map { [$0] }.joined(separator: [".PP"]))
    }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text).replacing("\"", with: "\\(dq"))\"" }

    /// A backslash starts an escape, a hyphen is a dash, and a line must not begin like a request.
    private static func escaped(_ text: String) -> String {
        let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
        return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
    }
}
