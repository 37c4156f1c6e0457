import Synchronization

@testable import Deployer
@testable import DeployerCLI

/// A model of a terminal for a live block: it keeps lines above the screen, and wraps long ones.
///
/// The codes are ECMA-48's: cursor up, erase in line, erase in page, colours.
struct TerminalModel {
    private struct Row {
        var cells: [Unicode.Scalar?] = []
        /// Whether the next row belongs to the same line.
        var goesOn = false
    }

    /// Whether a new width wraps lines again, as in most terminals; the others cut them off.
    let breaksAnew: Bool
    private(set) var size: TerminalSize
    private var rows = [Row()]
    /// The first row on the screen.
    private var top = 0
    private var (row, column) = (0, 0)

    init(_ size: TerminalSize, breaksAnew: Bool) {
        (self.size, self.breaksAnew) = (size, breaksAnew)
    }

    /// What is on the screen and above it, line by line.
    var all: [String] { rows.map(Self.text) }
    /// What is on the screen.
    var screen: [String] { rows.dropFirst(top).map(Self.text) }

    private static func text(_ row: Row) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: row.cells.compactMap { $0 })
        return String(text)
    }

    /// Takes in what is written to the terminal.
    mutating func feed(_ text: String) {
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\u{1B}": obey(&rest)
            case "\r": column = 0
            case "\n": newLine()
            default: put(scalar)
            }
        }
    }

    private mutating func obey(_ rest: inout Substring.UnicodeScalarView) {
        precondition(rest.popFirst() == "[", "no code of ECMA-48")
        var number = ""
        while let scalar = rest.popFirst() {
            switch scalar {
            case "A": row = max(top, row - max(1, Int(number) ?? 1))
            case "K": rows[row] = Row()
            case "J":
                rows[row].cells = Array(rows[row].cells.prefix(column))
                rows[row].goesOn = false
                rows = Array(rows.prefix(row + 1))
            case "m": break
            default:
                number.unicodeScalars.append(scalar)
                continue
            }
            return
        }
    }

    private mutating func newLine() {
        (row, column) = (row + 1, 0)
        if row == rows.count { rows.append(Row()) }
        top = max(top, row - size.rows + 1)
    }

    private mutating func put(_ scalar: Unicode.Scalar) {
        let width = Printable.columns(String(scalar))
        if column + width > size.columns {
            rows[row].goesOn = true
            newLine()
        }
        while rows[row].cells.count < column + width { rows[row].cells.append(" ") }
        rows[row].cells[column] = scalar
        for place in (column + 1)..<max(column + 1, column + width) { rows[row].cells[place] = nil }
        column += width
    }

    /// Changes the size: the cursor stays on the screen, and what no longer fits goes above it.
    mutating func resize(_ size: TerminalSize) {
        self.size = size
        if breaksAnew { breakAnew() } else { cutOff() }
        top = max(min(top, row), row - size.rows + 1)
    }

    private mutating func cutOff() {
        for index in rows.indices { rows[index].cells = Array(rows[index].cells.prefix(size.columns)) }
    }

    private mutating func breakAnew() {
        var (broken, place): ([Row], Int) = ([], 0)
        var line: [Unicode.Scalar?] = []
        var isOfLine = false
        for (index, old) in rows.enumerated() {
            if index == row { isOfLine = true }
            line += old.cells
            guard !old.goesOn else { continue }
            var pieces: [Row] = []
            repeat {
                pieces.append(Row(cells: Array(line.prefix(size.columns)), goesOn: line.count > size.columns))
                line = Array(line.dropFirst(size.columns))
            } while !line.isEmpty
            broken += pieces
            if isOfLine { (place, isOfLine) = (broken.count - 1, false) }
        }
        top = max(0, min(top, place))
        (rows, row, column) = (broken, place, 0)
    }
}

/// A console on this terminal.
final class TerminalConsole: Sendable {
    private let model: Mutex<TerminalModel>

    init(_ size: TerminalSize, breaksAnew: Bool = true) {
        model = Mutex(TerminalModel(size, breaksAnew: breaksAnew))
    }

    /// The terminal as it is now.
    var terminal: TerminalModel { model.withLock { $0 } }

    /// Changes the terminal's size.
    func resize(_ size: TerminalSize) { model.withLock { $0.resize(size) } }

    var console: Console {
        let feed: @Sendable (String) -> Void = { text in self.model.withLock { $0.feed(text) } }
        return Console(
            write: feed, writeError: feed, outputIsTerminal: true, errorIsTerminal: true,
            size: { self.terminal.size })
    }
}
