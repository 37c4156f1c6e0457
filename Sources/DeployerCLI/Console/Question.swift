import Deployer
import Dispatch
import Foundation

extension Console {
    /// Asks the user at any time, for example for a login's code, and returns the answer; nil if nobody can be asked.
    ///
    /// The closure throws `CancellationError` if its task is cancelled, or the program is asked to end.
    package var question: (@Sendable (_ text: String) async throws -> String?)? {
        guard canAsk else { return nil }
        return { [self] text in
            do {
                return try await answer(to: Printable.escaped(text), on: error.surface)
            } catch is Interrupted {
                throw CancellationError()
            }
        }
    }

    /// Asks, and reads one line of standard input; nil at its end.
    ///
    /// Nothing else is written meanwhile. A question that gets no answer ends its line itself.
    ///
    /// - Throws: `Interrupted` or `CancellationError`; the user who was about to type is then not waited for.
    func answer(to question: String, on surface: Screen.Surface) async throws -> String? {
        let (answers, feed) = AsyncStream.makeStream(of: Result<String?, Interrupted>.self)
        let stopListening = onInterrupt { feed.yield(.failure(Interrupted(signal: $0, progress: .untouched))) }
        defer { stopListening() }
        screen.beginQuestion(question, on: surface)
        // Reading blocks and cannot be cancelled, so it has its own thread, which ends with the process.
        DispatchQueue.global().async { feed.yield(.success(readLine())) }
        // There is no element if the task is cancelled.
        let end = await answers.first { _ in true }
        let answer = try? end?.get()
        screen.endQuestion(isAnswered: answer != nil, on: surface)
        guard let end else { throw CancellationError() }
        return try end.get()
    }
}

/// The question before a change, and who may answer it.
struct Approval {
    /// The console that asks.
    let console: Console
    /// Whether `--yes` was given.
    let isGiven: Bool

    /// Stops the command before it looks at anything, if nobody could answer.
    ///
    /// - Throws: ``/Deployer/UsageError``
    func requireSomeone(for command: String) throws {
        guard !isGiven, !console.canAsk else { return }
        throw UsageError(
            "\(command) asks before it changes anything, and there is no terminal to ask at; nothing was changed",
            advice: "Look at the plan, then give --yes.")
    }

    /// The stream for the plan and the question: the same for both, even if standard output is a file.
    var stream: TextStream {
        isGiven || console.outputIsTerminal ? console.output : console.error
    }

    /// Asks, and returns whether the answer is `yes`.
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
