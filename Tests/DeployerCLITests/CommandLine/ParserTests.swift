import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("A command line")
struct ParserTests {
    private static let program = Program(
        name: "tool", version: "1.2.3", summary: "Does its work.",
        commands: [
            Command(
                "plan", summary: "Looks.", discussion: "",
                options: [
                    Option("stage", "NAME", help: "The stage."), Option("json", help: "JSON."),
                    Option("with", "NAME", help: "More.", isRepeatable: true),
                ]
            ) { _, _ in .done },
            Command(
                "package", summary: "Zips.", discussion: "",
                options: [Option("output", "FILE", help: "The zip.", isRequired: true)]
            ) { _, _ in .done },
        ])

    private func parse(_ words: [String]) throws -> String {
        switch try Parser(program: Self.program).parse(words) {
        case .help: "help"
        case .commandHelp(let command): "help \(command.name)"
        case .version: "version"
        case .completion(let shell): "completion \(shell)"
        case .manual: "manual"
        case .run(let command, let arguments):
            "\(command.name) stage=\(arguments["stage"] ?? "-") output=\(arguments["output"] ?? "-") "
                + "json=\(arguments.has("json"))"
        }
    }

    @Test(
        "is read",
        arguments: [
            ("plan", "plan stage=- output=- json=false"),
            ("plan --stage prod --json", "plan stage=prod output=- json=true"),
            ("plan --json --stage=prod", "plan stage=prod output=- json=true"),
            ("plan --stage=a=b", "plan stage=a=b output=- json=false"),
            ("plan --stage=--json", "plan stage=--json output=- json=false"),
            ("plan --stage -1", "plan stage=-1 output=- json=false"),
            ("plan --json --", "plan stage=- output=- json=true"),
            ("package --output=a.zip", "package stage=- output=a.zip json=false"),
            ("-h", "help"), ("--help", "help"), ("help", "help"), ("help --help", "help"), ("--version", "version"),
            ("-V", "version"), ("version", "version"), ("completion fish", "completion fish"),
            ("completion --help", "help"), ("help --man", "manual"),
            ("help plan", "help plan"), ("plan --help", "help plan"), ("plan -h", "help plan"),
            ("plan --nonsense --help", "help plan"), ("package -h", "help package"),
        ])
    func good(_ line: String, _ expected: String) throws {
        #expect(try parse(line.split(separator: " ").map(String.init)) == expected)
    }

    @Test(
        "is refused in one clear sentence, which says where to look",
        arguments: [
            ("", "no command was given", "See \"tool --help\"."),
            ("paln", "there is no command \"paln\"", "Did you mean \"plan\"? See \"tool --help\"."),
            ("versoin", "there is no command \"versoin\"", "Did you mean \"version\"? See \"tool --help\"."),
            ("diff", "there is no command \"diff\"", "Here it is called \"plan\". See \"tool --help\"."),
            ("Preview", "there is no command \"Preview\"", "Here it is called \"plan\". See \"tool --help\"."),
            (
                "init", "there is no command \"init\"",
                "Nothing has to be initialised: there is no state to set up. See \"tool --help\"."
            ),
            // This program has no such command.
            ("outputs", "there is no command \"outputs\"", "See \"tool --help\"."),
            ("frobnicate", "there is no command \"frobnicate\"", "See \"tool --help\"."),
            ("help me", "there is no command \"me\"", "See \"tool --help\"."),
            (
                "help plan package", "help explains one command at a time, not \"package\" as well",
                "See \"tool --help\"."
            ),
            ("--json plan", "the command has to come first, before --json", "See \"tool --help\"."),
            ("plan --stage", "--stage needs a value, as --stage NAME", "See \"tool plan --help\"."),
            ("plan --stage --json", "--stage needs a value, as --stage NAME", "See \"tool plan --help\"."),
            ("plan --stage=", "--stage needs a value, as --stage NAME", "See \"tool plan --help\"."),
            ("plan --stage a --stage b", "--stage was given twice", "See \"tool plan --help\"."),
            ("plan --json --json", "--json was given twice", "See \"tool plan --help\"."),
            ("plan --json=yes", "--json takes no value", "See \"tool plan --help\"."),
            (
                "plan --stgae x", "plan has no option \"--stgae\"",
                "Did you mean \"--stage\"? See \"tool plan --help\"."
            ),
            ("plan -x", "plan has no option \"-x\"", "See \"tool plan --help\"."),
            ("plan prod", "plan takes only options, so \"prod\" has no meaning here", "See \"tool plan --help\"."),
            ("plan -", "plan takes only options, so \"-\" has no meaning here", "See \"tool plan --help\"."),
            (
                "plan -- --json", "plan takes only options, so \"--json\" has no meaning here",
                "See \"tool plan --help\"."
            ),
            ("package", "package needs --output FILE", "See \"tool package --help\"."),
        ])
    func bad(_ line: String, _ what: String, _ advice: String) {
        let error = #expect(throws: UsageError.self) { try parse(line.split(separator: " ").map(String.init)) }
        #expect(error?.what == what && error?.advice == advice)
    }

    @Test("may repeat an option that allows it, each time with a value; the order is kept")
    func repeated() throws {
        guard
            case .run(_, let arguments) = try Parser(program: Self.program).parse([
                "plan", "--with", "b", "--stage=prod", "--with=a=1", "--with", "b",
            ])
        else { throw CancellationError() }
        #expect(arguments.all("with") == ["b", "a=1", "b"])
        #expect(arguments["with"] == "b")
        #expect(arguments.all("stage") == ["prod"] && arguments.all("json").isEmpty)
        let adding = arguments.adding(["with": ["c"], "further": ["d", "e"]])
        #expect(adding.all("with") == ["b", "a=1", "b"] && adding.all("further") == ["d", "e"])
        #expect(throws: UsageError.self) { try parse(["plan", "--with", "a", "--with"]) }
        #expect(throws: UsageError.self) { try parse(["plan", "--with="]) }
    }

    @Test("with an empty word is refused, not ignored")
    func empty() {
        #expect(throws: UsageError.self) { try parse([""]) }
        #expect(throws: UsageError.self) { try parse(["plan", ""]) }
        #expect(throws: UsageError.self) { try parse(["plan", "--stage", ""]) }
    }
}
