import Foundation

/// The question before a change, and who may answer it.
struct Approval {
    /// Where it is asked.
    let console: Console
    /// Whether `--yes` was given.
    let isGiven: Bool

    /// Stops before anything is looked at where nobody could answer.
    ///
    /// - Throws: ``UsageError``
    func requireSomeone(for command: String) throws {
        guard !isGiven, !console.canAsk else { return }
        throw UsageError(
            "\(command) asks before it changes anything, and there is no terminal to ask at; nothing was changed",
            advice: "Look at the plan, then give --yes.")
    }

    /// Where the plan and the question are shown: beside each other, also where standard output is a file.
    var stream: TextStream {
        isGiven || console.outputIsTerminal ? console.output : console.error
    }

    /// Whether the answer is `yes`.
    ///
    /// - Throws: `Interrupted` or `CancellationError`
    func ask(_ question: String) async throws -> Bool {
        if isGiven { return true }
        let stream = stream
        let text = Printable.escaped("\(question) Only \"yes\" is accepted:")
        let lines = Wrapping.lines(text, width: stream.width)
        let answer = try await console.answer(to: lines.joined(separator: "\n") + " ", on: stream.surface)
        return answer?.trimmingCharacters(in: .whitespaces) == "yes"
    }
}
