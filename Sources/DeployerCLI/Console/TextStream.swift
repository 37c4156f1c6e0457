/// One of a console's two outputs, with all that decides how a report on it looks.
struct TextStream: Sendable {
    /// Writes text as it is, but for what a CI system would obey.
    let write: @Sendable (String) -> Void
    /// Whether lines may be drawn anew.
    let isTerminal: Bool
    /// Whether lines may be tinted.
    let colours: Bool
    /// What text is laid out for, in columns.
    let width: Int
    /// Where lines are drawn that are drawn anew.
    let surface: Screen.Surface
    /// What is drawn on the terminal.
    let screen: Screen

    /// The same, where no line is drawn anew.
    var withoutDrawing: TextStream {
        TextStream(
            write: write, isTerminal: false, colours: colours, width: width, surface: surface, screen: screen)
    }

    /// Writes lines.
    func write(_ lines: [Line]) {
        write(lines.map { $0.rendered(colours: colours) + "\n" }.joined())
    }

    /// Draws lines in place of those that were drawn before.
    ///
    /// - Parameter isLast: whether they stay: what is written next stands below them.
    func draw(_ lines: [Line], isLast: Bool) {
        screen.draw(lines, colours: colours, on: surface, isLast: isLast)
    }
}
