import Foundation
import Testing

@testable import Deployer
@testable import DeployerCLI
@testable import DeployerTestSupport

/// What GitHub's runner takes for a command, of any name: `ActionCommand.cs` of actions/runner, and Azure's agent.
private enum Runner {
    static func obeys(_ output: String) -> Bool {
        output.split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }.contains { line in
            // The runner compares with a culture, which ignores characters without weight.
            let scalars = Array(line.unicodeScalars).filter { !$0.properties.isDefaultIgnorableCodePoint }
            let start = scalars.drop { $0.properties.isWhitespace }
            return Array(start.prefix(2)) == [":", ":"] || has("##[", scalars) || has("##vso[", scalars)
        }
    }

    private static func has(_ mark: String, _ scalars: [Unicode.Scalar]) -> Bool {
        scalars.indices.contains { scalars[$0...].starts(with: mark.unicodeScalars) }
    }
}

@Suite("What is written to a CI system")
struct WorkflowCommandsTests {
    private static let commands = [
        "::set-output name=a::b", "  ::add-mask::x", "\u{3000}::error::x", "\u{2003}\t::x::", "a ##[add-mask]x",
        "##[group]x", "###[x]", "####[x]", "a\n::x::b", "a\r::x::b", "a\r\n::x::", "\u{FEFF}::x::y",
        "##vso[task.setvariable variable=a]b",
        "#\u{301}##[x]", "::\u{301}x::y", "##[\u{301}x]", ":::x::",
        ":\u{200D}:x::", "#\u{AD}#\u{34F}[x]",
    ]

    @Test("is no command, whatever the text", arguments: commands)
    func defused(_ text: String) {
        #expect(Runner.obeys(text))
        let defused = WorkflowCommands.defused(text)
        #expect(!Runner.obeys(defused), "\(defused)")
        #expect(WorkflowCommands.defused(defused).hasSameBytes(as: defused))
    }

    @Test(
        "stays as it is if it contains no command",
        arguments: ["a::b", "arn:aws:iam::1:role/x", ": :x", "### Plan", "# a", "## [x]", "a ## b", "#[x]", ""])
    func untouched(_ text: String) { #expect(WorkflowCommands.defused(text).hasSameBytes(as: text)) }

    @Test("is no command, in whatever way a console writes it", arguments: commands)
    func ways(_ text: String) async throws {
        let capture = Capture()
        let console = capture.console(width: 20)
        console.say("A role and its tag: \(text)")
        console.present(text)
        console.note(text)
        console.progress(text)
        console.write("as it is:\n\(text)\n")
        console.writeError(text + "\n")
        console.warn(Explanation("\(text)", why: text, advice: text))
        console.present(document: ["a": .string(text), "b": .array([.string(text), .string(text)])])
        console.present(["a": .string(text)], as: "whoami")
        console.output.write([Line(text)])
        console.output.draw([Line(text)], isLast: true)
        #expect(!Runner.obeys(capture.output), "\(capture.output)")
        #expect(!Runner.obeys(capture.error), "\(capture.error)")
    }

    @Test("is no command in JSON, which holds the same text", arguments: commands)
    func json(_ text: String) throws {
        let written = JSONText.text(["a": .string(text), "##[x]": .array([.string("#"), .string(text)])])
        #expect(!Runner.obeys(written), "\(written)")
        let read = try JSONDecoder().decode([String].self, from: Data("[\(JSONText.quoted(text))]".utf8))
        #expect(read.first?.hasSameBytes(as: text) == true)
    }

    @Test("is no command in a plan, an error or progress, where wrapping begins new lines")
    func reports() {
        let text = "a long description, which is wrapped before ::set-output name=a::b and ##[add-mask]c"
        let id = ResourceID(kind: "role", name: "::error::x")
        let change = Change("tags.x", from: .none, to: .text(text))
        let plan = SamplePlan.plan([Step(id, .update, changes: [change], notices: [text])])
        let capture = Capture()
        for width in 20...60 {
            let console = capture.console(width: width)
            var progress = ProgressLines()
            console.error.write(ExplanationText.error(Explanation("\(text)", why: text, advice: text), width: width))
            console.output.write(PlanText(plan: plan, width: width).lines)
            console.output.write(progress.lines(.waiting(id, reason: text), at: .zero))
            console.say(text)
        }
        capture.console().write(PlanMarkdown(plan: plan).text())
        #expect(!Runner.obeys(capture.output + "\n" + capture.error))
        #expect(capture.output.contains("\\u{3a}:set-output"))
    }
}
