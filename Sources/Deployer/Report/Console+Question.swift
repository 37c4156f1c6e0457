extension Console {
    /// Asks the user something, as a login's code, whatever is going on, and gives the answer; nil where nobody can be asked.
    package var question: (@Sendable (_ text: String) -> String?)? {
        guard canAsk else { return nil }
        return { [writeError, readLine, screen] text in
            screen.holdingStill {
                writeError(text)
                return readLine()
            }
        }
    }
}
