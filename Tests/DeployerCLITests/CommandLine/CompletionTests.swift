import HostTestSupport
import Testing

@testable import Deployer
@testable import DeployerCLI

@Suite("What a program prints for a shell and for man")
struct CompletionTests {
    private static let program = Program(
        name: "my-tool", version: "1.2.3", summary: "Does its owner's work.", discussion: "First.\n\nSecond\nline.",
        commands: [
            Command(
                "plan", summary: "Looks: what's there.", discussion: ".starts with a full stop",
                options: [
                    Option("stage", "NAME", help: "The stage [dev]."), Option("json", help: "JSON."),
                    Option("with", "[NAME=]PATH", help: "A file.", isRepeatable: true),
                ], examples: [Example("plan --json", "for a program")]
            ) { _, _ in .done }
        ])

    private func printed(_ words: String...) async -> (ExitCode, String) {
        let capture = Capture()
        let code = await Self.program.run(words, console: capture.console(width: 200))
        return (code, capture.output + capture.error)
    }

    /// Runs bash with the completion loaded; returns the completions of the last word.
    private func completed(_ words: String...) async throws -> [String] {
        let script = CompletionScript(program: Self.program).text(for: .bash)
        let end = "COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _my_tool_completion; printf '%s\\n' \"${COMPREPLY[@]}\""
        let output = try await run(["bash", "--norc", "-c", script + end, "bash"] + words)
        return output.split(separator: "\n").map(String.init)
    }

    @Test("completes commands and their options in bash")
    func bash() async throws {
        #expect(try await completed("my-tool", "") == ["plan", "help"])
        #expect(try await completed("my-tool", "pl") == ["plan"])
        #expect(try await completed("my-tool", "plan", "--") == ["--stage", "--json", "--with", "--help"])
        #expect(try await completed("my-tool", "plan", "--js") == ["--json"])
        #expect(try await completed("my-tool", "help", "p") == ["plan"])
        #expect(try await completed("my-tool", "plan", "--with", "x") == [])
        #expect(try await completed("my-tool", "nonsense", "--") == [])
    }

    @Test("describes them in zsh and fish, with their marks escaped")
    func others() async {
        let zsh = await printed("completion", "zsh").1
        #expect(zsh.hasPrefix("#compdef my-tool\n") && zsh.contains(#"'plan:Looks\: what'\''s there.'"#))
        #expect(zsh.contains(#"'--stage=[The stage \[dev\].]:NAME:'"#))
        #expect(zsh.contains("'*--with=[A file.]:[NAME=]PATH:_files'") && zsh.contains("'--json[JSON.]'"))
        let fish = await printed("completion", "fish").1
        #expect(fish.contains("-n __fish_use_subcommand -f -a plan -d 'Looks: what\\'s there.'\n"))
        #expect(fish.contains("'__fish_seen_subcommand_from plan' -l with -r -F -d 'A file.'\n"))
        #expect(fish.contains("-l json -f -d 'JSON.'\n") && fish.contains("-l stage -x -d"))
    }

    @Test("needs the name of a shell that is known")
    func shells() async {
        for words in [["completion"], ["completion", "tcsh"], ["completion", "bash", "zsh"]] {
            #expect(await Self.program.run(words, console: Capture().console(width: 80)) == .badUsage)
        }
        #expect(await printed("completion", "tcsh").1.contains("These are known: bash, zsh and fish."))
        #expect(await printed("completion", "bash").0 == .done)
    }

    @Test("is a man page with every command, option, example and exit code")
    func manual() async {
        let (code, page) = await printed("help", "--man")
        #expect(code == .done)
        #expect(
            page.hasPrefix(
                ".TH \"MY\\-TOOL\" 1 \"\" \"my\\-tool 1.2.3\"\n.SH NAME\nmy\\-tool \\- Does its owner's work.\n"))
        #expect(page.contains(".SH DESCRIPTION\nFirst.\n.PP\nSecond line.\n"))
        #expect(page.contains(".SS \"plan\"\nLooks: what's there.\n.PP\n\\&.starts with a full stop\n"))
        #expect(page.contains(".TP\n.B \\-\\-stage NAME\nThe stage [dev].\n"))
        #expect(page.contains(".TP\n.B plan \\-\\-json\nfor a program\n"))
        #expect(page.contains(".SH EXIT STATUS\n.TP\n.B 0\n"))
        let requests = page.split(separator: "\n").filter { $0.hasPrefix(".") || $0.hasPrefix("'") }
        #expect(requests.allSatisfy { [".TH", ".SH", ".SS", ".TP", ".B ", ".PP", ".I "].contains($0.prefix(3)) })
    }
}
