/// What came of a command in GitHub-flavoured Markdown, for the summary of a workflow's step.
enum ResultMarkdown {
    /// What was done, and the outputs as they are afterwards; empty where there is neither.
    ///
    /// - Parameter lines: the words of the terminal, as `Deployed: 6 created.`
    static func done(_ lines: [Line], outputs: [Output]) -> String {
        parts(lines.map { "**\($0.text)**" } + [self.outputs(outputs)])
    }

    /// What could not be done, in the words of the terminal, and the outputs of what stands.
    static func failed(_ lines: [Line], isInterrupted: Bool, outputs: [Output]) -> String {
        let (kept, leftOut) = Markdown.fitting(lines.map(\.text), in: Markdown.limit / 2)
        let rest = leftOut == 0 ? [] : ["\(leftOut) more lines are too long to be shown here."]
        return parts(
            ["### \(isInterrupted ? "Interrupted" : "Failed")", Markdown.block(kept + rest), self.outputs(outputs)])
    }

    private static func outputs(_ outputs: [Output]) -> String {
        let lines = outputs.map { "- \(Markdown.code($0.name)): \(Markdown.link($0.value))" }
        return Markdown.fitting(lines, in: Markdown.limit / 4).kept.joined(separator: "\n")
    }

    private static func parts(_ parts: [String]) -> String {
        let parts = parts.filter { !$0.isEmpty }
        return parts.isEmpty ? "" : parts.joined(separator: "\n\n") + "\n"
    }
}
