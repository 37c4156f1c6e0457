import Dispatch

extension Console {
    /// Asks the user something, as a login's code, whatever is going on, and gives the answer; nil where nobody can be asked.
    ///
    /// The asking throws `CancellationError` where its task is cancelled, or the program asked to end.
    package var question: (@Sendable (_ text: String) async throws -> String?)? {
        guard canAsk else { return nil }
        return { [self] text in
            do {
                return try await answer(to: Printable.escaped(text), on: writeError)
            } catch is Interrupted {
                throw CancellationError()
            }
        }
    }

    /// Asks, and reads one line of standard input; nil at its end.
    ///
    /// Nothing is drawn meanwhile. A question that gets no answer ends its line itself.
    ///
    /// - Parameter write: writes to where the question is asked.
    /// - Throws: `Interrupted` or `CancellationError`; whoever was about to type is left alone then.
    func answer(to question: String, on write: (String) -> Void) async throws -> String? {
        let (answers, feed) = AsyncStream.makeStream(of: Result<String?, Interrupted>.self)
        let stopListening = onInterrupt { feed.yield(.failure(Interrupted(signal: $0, progress: .untouched))) }
        screen.beginQuestion()
        defer {
            screen.endQuestion()
            stopListening()
        }
        write(question)
        // Reading blocks and cannot be broken off, so it has a thread of its own, which ends with the process.
        DispatchQueue.global().async { feed.yield(.success(readLine())) }
        do {
            // Where the task is cancelled there is no answer.
            guard let answer = try await answers.first(where: { _ in true })?.get() else {
                try Task.checkCancellation()
                write("\n")
                return nil
            }
            return answer
        } catch {
            write("\n")
            throw error
        }
    }
}
