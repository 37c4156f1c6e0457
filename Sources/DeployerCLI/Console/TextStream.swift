/// One of a console's two outputs, with all that decides how a report on it looks.
struct TextStream: Sendable {
    /// Writes text as it is, except for what a CI system would take for a command.
    let write: @Sendable (String) -> Void
    /// Whether lines may be redrawn.
    let isTerminal: Bool
    /// Whether lines may have colours.
    let colours: Bool
    /// The width of text, in columns.
    let width: Int
    /// Where lines that are redrawn are drawn.
    let surface: Screen.Surface
    /// The part of the terminal that is redrawn.
    let screen: Screen

    /// The same stream, without redrawing.
    var withoutDrawing: TextStream {
        TextStream(
            write: write, isTerminal: false, colours: colours, width: width, surface: surface, screen: screen)
    }

    /// Writes lines.
    func write(_ lines: [Line]) {
        write(lines.map { $0.rendered(colours: colours) + "\n" }.joined())
    }

    /// Draws lines in place of those drawn before.
    ///
    /// - Parameter isLast: whether the lines stay: the next text goes below them.
    func draw(_ lines: [Line], isLast: Bool) {
        screen.draw(lines, colours: colours, on: surface, isLast: isLast)
    }
}
