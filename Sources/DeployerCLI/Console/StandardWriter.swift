import Synchronization

/// Writes to standard output and error, one text at a time: on a terminal the two share the screen.
///
/// An output that takes nothing any more is left alone from then on, and the work goes on: `| head` must not leave a deploy
/// half done, nor must a full disk. A reader that has gone wants no more; any other loss is told.
final class StandardWriter: Sendable {
    private struct State {
        var closed: Set<Int32>
        var isOutputLost = false
    }

    private let state: Mutex<State>

    /// - Parameter closed: what nothing is written to.
    init(closed: Set<Int32> = []) { state = Mutex(State(closed: closed)) }

    /// Whether standard output took less than was written, and not because its reader had gone.
    var isOutputLost: Bool { state.withLock(\.isOutputLost) }

    /// Writes the whole text.
    ///
    /// - Returns: why it is lost, as does all that follows it, in the system's words; told once, and not where the reader has
    ///   gone.
    @discardableResult
    func write(_ text: String, to descriptor: Int32) -> String? {
        state.withLock { state -> String? in
            guard !state.closed.contains(descriptor) else { return nil }
            do {
                try Self.writeAll(text, to: descriptor)
                return nil
            } catch {
                state.closed.insert(descriptor)
                guard let failure = error as? Terminal.WriteFailure, !failure.isWithoutReader else { return nil }
                if descriptor == Terminal.output { state.isOutputLost = true }
                return failure.text
            }
        }
    }

    private static func writeAll(_ text: String, to descriptor: Int32) throws {
        var text = text
        try text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)[...]
            while !rest.isEmpty {
                rest = rest.dropFirst(try Terminal.write(UnsafeRawBufferPointer(rebasing: rest), to: descriptor))
            }
        }
    }
}
