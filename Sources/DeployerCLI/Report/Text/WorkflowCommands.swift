/// Keeps written text from being a command to the CI system that reads it.
///
/// GitHub's runner obeys `::command …` at the beginning of a line, after any white space, and `##[command]…` anywhere
/// in a line: <https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs>. Its `TrimStart` removes
/// Unicode's White_Space, and its comparison ignores characters without weight in sorting. Azure's agent obeys
/// `##vso[…]`, TeamCity `##teamcity[…]`. This is done always: output may reach a CI system without `GITHUB_ACTIONS`
/// set, for example from a container.
enum WorkflowCommands {
    /// The text with one character of each command spelled out.
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
            // The runner reads lines as .NET does.
            beginsLine = endsLine(scalar) || beginsLine && (scalar.properties.isWhitespace || hasNoWeight(scalar))
            if !hasNoWeight(scalar) { last = scalar }
        }
        return String(result)
    }

    /// Whether this is a colon before another colon, or a second `#` before what may begin a command.
    private static func isCommand(_ scalar: Unicode.Scalar, next: Unicode.Scalar?) -> Bool {
        guard scalar == "#", let next else { return next == ":" }
        return next == "[" || (next.isASCII && next.properties.isAlphabetic)
    }

    private static func endsLine(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

    /// Whether the runner's comparison ignores it.
    private static func hasNoWeight(_ scalar: Unicode.Scalar) -> Bool {
        Printable.isHidden(scalar) && !endsLine(scalar) && !scalar.properties.isWhitespace
    }
}
