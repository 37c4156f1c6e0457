import Synchronization

/// The lower end of a terminal: a block of lines that is redrawn in place, and all other text.
///
/// Other text goes above the block, and a question is alone until it has ended. So no line of a block appears twice.
final class Screen: Sendable {
    /// Where a block is drawn.
    struct Surface: Sendable {
        /// Writes text as it is.
        let write: @Sendable (String) -> Void
        /// Its size now.
        let size: @Sendable () -> TerminalSize
    }

    private struct Block {
        /// The columns of each of its lines, as they were drawn.
        let columns: [Int]
        let surface: Surface
    }

    private struct State {
        var block: Block?
        var questions = 0
        /// The texts to write once the question has ended.
        var held: [@Sendable () -> Void] = []
    }

    private let state = Mutex(State())

    /// Draws a block in place of the previous one; draws nothing while a question is shown.
    ///
    /// - Parameter isLast: whether the block stays: the next text goes below it.
    func draw(_ lines: [Line], colours: Bool, on surface: Surface, isLast: Bool) {
        state.withLock { state in
            guard state.questions == 0 else { return }
            // ECMA-48's "erase in line" and "erase in page".
            let text = lines.map { "\u{1B}[2K" + $0.rendered(colours: colours) + "\n" }.joined() + "\u{1B}[J"
            surface.write(Self.toTheTop(of: state.block) + WorkflowCommands.defused(text))
            let block = Block(columns: lines.map { Printable.columns($0.text) }, surface: surface)
            state.block = isLast || lines.isEmpty ? nil : block
        }
    }

    /// Writes other text in place of the block, or once a question has ended; the next block goes below it.
    func write(_ body: @escaping @Sendable () -> Void) {
        state.withLock { state in
            guard state.questions == 0 else { return state.held.append(body) }
            Self.erase(&state)
            body()
        }
    }

    /// Erases the block, and asks.
    func beginQuestion(_ text: String, on surface: Surface) {
        state.withLock { state in
            Self.erase(&state)
            state.questions += 1
            surface.write(WorkflowCommands.defused(text))
        }
    }

    /// Writes what was held back, and lets the block be drawn again.
    ///
    /// - Parameter isAnswered: whether the user's answer has ended the line.
    func endQuestion(isAnswered: Bool, on surface: Surface) {
        state.withLock { state in
            if !isAnswered { surface.write("\n") }
            state.questions -= 1
            guard state.questions == 0 else { return }
            for body in state.held { body() }
            state.held = []
        }
    }

    private static func erase(_ state: inout State) {
        guard let block = state.block else { return }
        block.surface.write(toTheTop(of: block) + "\u{1B}[J")
        state.block = nil
    }

    /// ECMA-48's "cursor up", over as many lines as the block takes.
    ///
    /// A terminal that has become narrower has wrapped the longer lines. The few terminals that cut them off instead
    /// lose a line above the block; that is better than a line of the block that appears twice.
    private static func toTheTop(of block: Block?) -> String {
        guard let block else { return "" }
        let columns = max(1, block.surface.size().columns)
        let rows = block.columns.reduce(0) { $0 + max(1, ($1 + columns - 1) / columns) }
        return "\u{1B}[\(rows)A\r"
    }
}

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
