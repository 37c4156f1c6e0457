/// Keeps what is written from being a command to the CI system that reads it.
///
/// GitHub's runner obeys `::command …` at the beginning of a line, white space aside, and `##[command]…` anywhere in one:
/// <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>. Its `TrimStart` takes Unicode's
/// White_Space, and its comparison passes over what has no weight in sorting. Azure's agent obeys `##vso[…]`, TeamCity
/// `##teamcity[…]`. Always, since the output may come there by ways that set no `GITHUB_ACTIONS`, as from a container.
enum WorkflowCommands {
    /// The text with one sign of whatever would be a command spelt out.
    ///
    /// - Parameter text: whole lines, or the beginning of one.
    static func defused(_ text: String) -> String {
        let scalars = Array(text.unicodeScalars)
        var result = String.UnicodeScalarView()
        var (beginsLine, last) = (true, nil as Unicode.Scalar?)
        for (index, scalar) in scalars.enumerated() {
            let next = scalars.dropFirst(index + 1).first
            if (beginsLine && scalar == ":" && next == ":") || (last == "#" && scalar == "#" && opens(next)) {
                result.append(contentsOf: Printable.spelling(of: scalar).unicodeScalars)
            } else {
                result.append(scalar)
            }
            // The runner's lines end as .NET reads them.
            beginsLine = scalar == "\n" || scalar == "\r" || (beginsLine && isPassedOver(scalar))
            last = scalar
        }
        return String(result)
    }

    /// Whether it may stand behind `##` in a command.
    private static func opens(_ scalar: Unicode.Scalar?) -> Bool {
        scalar == "[" || scalar.map { $0.isASCII && $0.properties.isAlphabetic } ?? false
    }

    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || Printable.isHidden(scalar)
    }
}
