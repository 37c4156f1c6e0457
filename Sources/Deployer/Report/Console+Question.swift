import Deployer

extension Console {
    /// Asks the user something and gives the answer; nil where nobody can be asked.
    var question: (@Sendable (_ text: String) -> String?)? {
        guard canAsk else { return nil }
        return { [writeError, readLine] text in
            writeError(text)
            return readLine()
        }
    }
}
