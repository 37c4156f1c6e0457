/// A terminal's size, in character cells.
public struct TerminalSize: Sendable, Equatable {
    /// The number of cells in a line.
    public let columns: Int
    /// The number of lines.
    public let rows: Int

    /// A size; the defaults are for a terminal that does not report its own.
    public init(columns: Int = 80, rows: Int = 24) {
        self.columns = columns
        self.rows = rows
    }
}
