import Deployer

/// What a command line asks for.
enum Invocation {
    /// The help of the program.
    case help
    /// The help of a command.
    case commandHelp(Command)
    /// The version.
    case version
    /// The completion for a shell.
    case completion(CompletionScript.Shell)
    /// The man page.
    case manual
    /// A command with its checked arguments.
    case run(Command, Arguments)
}

/// Reads a command line: `--name VALUE`, `--name=VALUE`, `--flag`, `--`, `-h`, `-V`.
struct Parser {
    /// The program with its commands and options.
    let program: Program

    /// Reads the words after the program's name.
    ///
    /// - Throws: ``/Deployer/UsageError``
    func parse(_ words: [String]) throws -> Invocation {
        guard let first = words.first else { throw noCommand }
        switch first {
        case "-h", "--help": return .help
        case "-V", "--version", "version": return .version
        case "help": return try help(Array(words.dropFirst()))
        case "completion" where words.count == 2 && ["-h", "--help"].contains(words[1]): return .help
        case "completion": return .completion(try shell(Array(words.dropFirst())))
        default: break
        }
        guard !first.hasPrefix("-") else {
            throw UsageError("the command has to come first, before \(first)", advice: seeHelp)
        }
        let command = try command(first)
        let rest = words.dropFirst()
        if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "-h" || $0 == "--help" }) {
            return .commandHelp(command)
        }
        return .run(command, try arguments(Array(rest), of: command))
    }

    private func help(_ words: [String]) throws -> Invocation {
        if words == ["--man"] { return .manual }
        let names = words.filter { $0 != "-h" && $0 != "--help" }
        guard let name = names.first else { return .help }
        guard names.count == 1 else {
            throw UsageError("help explains one command at a time, not \(quote(names[1])) as well", advice: seeHelp)
        }
        return .commandHelp(try command(name))
    }

    private func shell(_ words: [String]) throws -> CompletionScript.Shell {
        guard words.count == 1, let shell = words.first.flatMap(CompletionScript.Shell.init) else {
            let known = Words.list(CompletionScript.Shell.allCases.map(\.rawValue))
            throw UsageError("completion takes the name of a shell", advice: "These are known: \(known). " + seeHelp)
        }
        return shell
    }

    private func command(_ name: String) throws -> Command {
        if let command = program.commands.first(where: { $0.name == name }) { return command }
        let names = program.commands.map(\.name)
        let hint =
            OtherTools.hint(on: name, commands: names).map { $0 + " " }
            ?? didYouMean(NearMatch.best(for: name, among: names + ["completion", "help", "version"]))
        throw UsageError("there is no command \(quote(name))", advice: hint + seeHelp)
    }

    private func arguments(_ words: [String], of command: Command) throws -> Arguments {
        var values: [String: [String]] = [:]
        var flags: Set<String> = []
        var words = words[...]
        while let word = words.popFirst() {
            if word == "--" {
                if let stray = words.first { throw self.stray(stray, command) }
                break
            }
            guard word.hasPrefix("-"), word != "-" else { throw stray(word, command) }
            let (option, attached) = try option(word, of: command)
            let known = values[option.name] != nil || flags.contains(option.name)
            if known, !option.isRepeatable { throw usage("--\(option.name) was given twice", command) }
            if option.placeholder == nil {
                guard attached == nil else { throw usage("--\(option.name) takes no value", command) }
                flags.insert(option.name)
            } else {
                let value = attached ?? words.first.flatMap { $0.hasPrefix("--") ? nil : $0 }
                if attached == nil { words = words.dropFirst() }
                guard let value, !value.isEmpty else { throw missingValue(option, command) }
                values[option.name, default: []].append(value)
            }
        }
        for option in command.options where option.isRequired && values[option.name] == nil {
            throw usage("\(command.name) needs --\(option.name) \(option.placeholder ?? "")", command)
        }
        return Arguments(program: program.name, executable: program.executable, lists: values, flags: flags)
    }

    private func option(_ word: String, of command: Command) throws -> (Option, attached: String?) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let typed = parts.first ?? word
        let attached = parts.count > 1 ? parts[1] : nil
        if let option = command.options.first(where: { "--" + $0.name == typed }) { return (option, attached) }
        let near = NearMatch.best(
            for: String(typed.drop { $0 == "-" }), among: command.options.map(\.name) + ["help"]
        ).map { "--" + $0 }
        throw UsageError(
            "\(command.name) has no option \(quote(typed))", advice: didYouMean(near) + seeHelp(of: command))
    }

    private func missingValue(_ option: Option, _ command: Command) -> UsageError {
        UsageError(
            "--\(option.name) needs a value, as --\(option.name) \(option.placeholder ?? "VALUE")",
            advice: (option.takes.map { $0 + " " } ?? "") + seeHelp(of: command))
    }

    private func stray(_ word: String, _ command: Command) -> UsageError {
        usage("\(command.name) takes only options, so \(quote(word)) has no meaning here", command)
    }

    private func usage(_ what: Phrase, _ command: Command) -> UsageError {
        UsageError(what, advice: seeHelp(of: command))
    }

    private var noCommand: UsageError { UsageError("no command was given", advice: seeHelp) }

    private func didYouMean(_ name: String?) -> String { name.map { "Did you mean \(quote($0))? " } ?? "" }

    private var seeHelp: String { "See \"\(program.name) --help\"." }

    private func seeHelp(of command: Command) -> String { "See \"\(program.name) \(command.name) --help\"." }

    private func quote(_ word: String) -> String { "\"\(Printable.cut(word, to: 60))\"" }
}
