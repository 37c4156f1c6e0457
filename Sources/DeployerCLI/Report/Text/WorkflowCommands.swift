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
            let mayBegin = (beginsLine && scalar == ":") || (last == "#" && scalar == "#")
            if mayBegin, isCommand(scalar, next: scalars[(index + 1)...].first { !hasNoWeight($0) }) {
                result.append(contentsOf: Printable.spelling(of: scalar).unicodeScalars)
            } else {
                result.append(scalar)
            }
            // The runner's lines end as .NET reads them.
            beginsLine = endsLine(scalar) || beginsLine && (scalar.properties.isWhitespace || hasNoWeight(scalar))
            if !hasNoWeight(scalar) { last = scalar }
        }
        return String(result)
    }

    /// Whether a colon with another behind it, or a second `#` with what may follow that in a command.
    private static func isCommand(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) -> Bool {
        guard scalar == "#", let next else { return next == ":" }
        return next == "[" || (next.isASCII && next.properties.isAlphabetic)
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

    /// Whether a comparison passes over it.
    private static func hasNoWeight(_ scalar: Unicode.Scalar) -> Bool {
        Printable.isHidden(scalar) && !endsLine(scalar) && !scalar.properties.isWhitespace
    }
}
