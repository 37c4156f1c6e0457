import Synchronization

/// Writes to standard output and error, one text at a time: on a terminal the two share the screen.
///
/// An output whose reader has gone is left alone from then on, as `| head` expects; the program ends as it would have.
final class StandardWriter: Sendable {
    private let closed = Mutex<Set<Int32>>([])

    /// Writes the whole text.
    func write(_ text: String, to descriptor: Int32) {
        closed.withLock { closed in
            guard !closed.contains(descriptor) else { return }
            var text = text
            let isWritten = text.withUTF8 { bytes in
                var rest = UnsafeRawBufferPointer(bytes)[...]
                while !rest.isEmpty {
                    guard let count = Terminal.write(UnsafeRawBufferPointer(rebasing: rest), to: descriptor) else {
                        return false
                    }
                    rest = rest.dropFirst(count)
                }
                return true
            }
            if !isWritten { closed.insert(descriptor) }
        }
    }
}
