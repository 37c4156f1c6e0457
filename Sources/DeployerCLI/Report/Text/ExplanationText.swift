import Deployer

/// An explanation as a wrapped paragraph: what happened, why, and what to do.
enum ExplanationText {
    /// The lines for several errors; advice that is the same for some in a row follows the last of them.
    static func errors(_ explanations: [Explanation], width: Int) -> [Line] {
        explanations.indices.flatMap { index in
            let explanation = explanations[index]
            let isFollowed = explanations.dropFirst(index + 1).first?.advice == explanation.advice
            return paragraph("Error: ", explanation, .red, width: width, advises: !isFollowed)
        }
    }

    /// The lines for an error.
    static func error(_ explanation: Explanation, width: Int) -> [Line] {
        paragraph("Error: ", explanation, .red, width: width)
    }

    /// The lines for a warning.
    static func warning(_ explanation: Explanation, width: Int) -> [Line] {
        paragraph("Warning: ", explanation, .yellow, width: width)
    }

    private static func paragraph(
        _ title: String, _ explanation: Explanation, _ tint: Line.Tint, width: Int, advises: Bool = true
    ) -> [Line] {
        let sentences = [
            Words.sentence(title + explanation.what), explanation.why, advises ? explanation.advice : "",
        ]
        let text = sentences.filter { !$0.isEmpty }.reduce("") { text, next in
            text.isEmpty || text.hasSuffix("\n") ? text + next : text + " " + next
        }
        return text.split(separator: "\n").flatMap { line in
            // A line that begins with spaces is a list item.
            let indent = line.prefix { $0 == " " }.count
            let blank = String(repeating: " ", count: indent)
            return Wrapping.lines(Printable.escaped(String(line)), width: width - indent, indent: indent > 0 ? 2 : 0)
                .map { Line(blank + $0) }
        }.enumerated().map { $0 == 0 ? Line($1.text, tint) : $1 }
    }
}
