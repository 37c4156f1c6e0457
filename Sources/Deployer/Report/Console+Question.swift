import Dispatch

extension Console {
    /// Asks the user something, as a login's code, whatever is going on, and gives the answer; nil where nobody can be asked.
    ///
    /// The asking throws `CancellationError` where its task is cancelled, or the program asked to end.
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
    /// - Throws: `Interrupted` or `CancellationError`; whoever was about to type is left alone then.
    func answer(to question: String, on surface: Screen.Surface) async throws -> String? {
        let (answers, feed) = AsyncStream.makeStream(of: Result<String?, Interrupted>.self)
        let stopListening = onInterrupt { feed.yield(.failure(Interrupted(signal: $0, progress: .untouched))) }
        defer { stopListening() }
        screen.beginQuestion(question, on: surface)
        // Reading blocks and cannot be broken off, so it has a thread of its own, which ends with the process.
        DispatchQueue.global().async { feed.yield(.success(readLine())) }
        // Where the task is cancelled there is none.
        let end = await answers.first { _ in true }
        let answer = try? end?.get()
        screen.endQuestion(isAnswered: answer != nil, on: surface)
        guard let end else { throw CancellationError() }
        return try end.get()
    }
}
