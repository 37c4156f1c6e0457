import Synchronization

/// Writes to standard output and error, one text at a time: on a terminal the two share the screen.
///
/// After an output has failed, nothing more is written to it, and the work goes on: neither `| head` nor a full disk
/// must leave a deploy half done. If the reader is gone, this is no loss; any other loss is reported.
final class StandardWriter: Sendable {
    private struct State {
        var closed: Set<Int32>
        var isOutputLost = false
    }

    private let state: Mutex<State>

    /// - Parameter closed: the outputs that nothing is written to.
    init(closed: Set<Int32> = []) { state = Mutex(State(closed: closed)) }

    /// Whether text for standard output was lost, although its reader was not gone.
    var isOutputLost: Bool { state.withLock(\.isOutputLost) }

    /// Writes the whole text.
    ///
    /// - Returns: the system's reason why this and all later text is lost; given once, and not if the reader is gone.
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
