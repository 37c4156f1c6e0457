import Deployer

/// The completion of a program's commands and options in a shell, made from the same texts as its help.
struct CompletionScript {
    /// A shell with a completion.
    enum Shell: String, CaseIterable {
        case bash, zsh, fish
    }

    /// The program.
    let program: Program

    /// The script for a shell to load.
    func text(for shell: Shell) -> String {
        switch shell {
        case .bash: bash
        case .zsh: zsh
        case .fish: fish
        }
    }

    /// The name of the shell's function: letters, digits and `_`.
    private var function: String {
        "_" + String(program.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }) + "_completion"
    }

    private var commands: [(name: String, help: String)] {
        program.commands.map { ($0.name, $0.summary) } + [("help", "Shows the help of a command.")]
    }

    private func options(of command: Command) -> [String] { command.options.map { "--\($0.name)" } + ["--help"] }

    /// Whether a shell completes the option's value with the names of files.
    private func takesFile(_ option: Option) -> Bool {
        option.placeholder.map { $0.hasSuffix("FILE") || $0.hasSuffix("PATH") } ?? false
    }

    private var bash: String {
        let files = Set(program.commands.flatMap(\.options).filter(takesFile).map { "--\($0.name)" }).sorted()
        let cases = program.commands.map { command in
            "        \(command.name)) words=\"\(options(of: command).joined(separator: " "))\" ;;"
        }
        return """
            # bash completion for \(program.name)
            \(function)() {
                local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}" words=""
                COMPREPLY=()
                case "$before" in
                    \(files.isEmpty ? "--" : files.joined(separator: " | "))) compopt -o default 2>/dev/null; return ;;
                    --stage) words="$(command ls config 2>/dev/null | sed -n 's/\\.json$//p' | grep -v '^schema$')" ;;
                    help) words="\(program.commands.map(\.name).joined(separator: " "))" ;;
                    *) [ "$COMP_CWORD" -gt 1 ] || words="\(commands.map(\.name).joined(separator: " "))" ;;
                esac
                [ -n "$words" ] || case "${COMP_WORDS[1]}" in
            \(cases.joined(separator: "\n"))
                esac
                COMPREPLY=($(compgen -W "$words" -- "$word"))
            }
            complete -F \(function) \(ShellWord.quoted(program.name))

            """
    }

    private var zsh: String {
        func quoted(_ text: String) -> String { text.replacing("'", with: "'\\''").replacing(":", with: "\\:") }
        let names = commands.map { "        '\($0.name):\(quoted($0.help))'" }
        let cases = program.commands.map { command in
            let options = command.options.map { option in
                let value = option.placeholder.map { "=:\($0):\(takesFile(option) ? "_files" : "")" } ?? ""
                let help = quoted(option.help).replacing("[", with: "\\[").replacing("]", with: "\\]")
                return "                '\(option.isRepeatable ? "*" : "")--\(option.name)\(value.isEmpty ? "" : "=")"
                    + "[\(help)]\(value.dropFirst())'"
            }
            return "            \(command.name)) _arguments \\\n\(options.joined(separator: " \\\n")) ;;"
        }
        return """
            #compdef \(program.name)
            \(function)() {
                local -a commands
                commands=(
            \(names.joined(separator: "\n"))
                )
                if (( CURRENT == 2 )); then
                    _describe command commands
                else
                    (( CURRENT-- ))
                    shift words
                    case "$words[1]" in
            \(cases.joined(separator: "\n"))
                    esac
                fi
            }
            compdef \(function) \(program.name)

            """
    }

    private var fish: String {
        func quoted(_ text: String) -> String {
            "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
        }
        let start = "complete -c \(program.name)"
        let names = commands.map { name, help in
            "\(start) -n __fish_use_subcommand -f -a \(name) -d \(quoted(help))"
        }
        let options = program.commands.flatMap { command in
            command.options.map { option in
                let value = option.placeholder == nil ? " -f" : takesFile(option) ? " -r -F" : " -x"
                return "\(start) -n '__fish_seen_subcommand_from \(command.name)' -l \(option.name)\(value) -d "
                    + quoted(option.help)
            }
        }
        return (["# fish completion for \(program.name)"] + names + options).joined(separator: "\n") + "\n"
    }
}
