/// One of a console's two outputs, with all that decides how a report on it looks.
struct TextStream: Sendable {
    /// Writes text as it is.
    let write: @Sendable (String) -> Void
    /// Whether lines may be drawn anew.
    let isTerminal: Bool
    /// Whether lines may be tinted.
    let colours: Bool
    /// In columns.
    let width: Int
    /// What may be drawn on the terminal.
    let screen: Screen

    /// The same, where no line is drawn anew.
    var withoutDrawing: TextStream {
        TextStream(write: write, isTerminal: false, colours: colours, width: width, screen: screen)
    }

    /// Writes lines.
    func write(_ lines: [Line]) {
        write(lines.map { $0.rendered(colours: colours) + "\n" }.joined())
    }
}

extension Console {
    /// Standard output.
    var output: TextStream {
        TextStream(
            write: write, isTerminal: outputIsTerminal, colours: outputIsTerminal && allowsColour, width: width,
            screen: screen)
    }

    /// Standard error.
    var error: TextStream {
        TextStream(
            write: writeError, isTerminal: errorIsTerminal, colours: errorIsTerminal && allowsColour, width: width,
            screen: screen)
    }
}
