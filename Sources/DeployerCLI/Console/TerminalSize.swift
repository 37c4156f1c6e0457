/// How much room a terminal has, in character cells.
public struct TerminalSize: Sendable, Equatable {
    /// Cells in a line.
    public let columns: Int
    /// Lines.
    public let rows: Int

    /// A size; what a terminal has that does not tell unless told otherwise.
    public init(columns: Int = 80, rows: Int = 24) {
        self.columns = columns
        self.rows = rows
    }
}
