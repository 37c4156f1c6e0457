import Synchronization

/// What may be drawn on a terminal: nothing, while a question stands there that a live block would be drawn over.
final class Screen: Sendable {
    private let isHeld = Mutex(false)

    /// Draws, unless a question stands there; gives whether it did.
    func draw(_ body: () -> Void) -> Bool {
        isHeld.withLock { isHeld in
            guard !isHeld else { return false }
            body()
            return true
        }
    }

    /// Asks and waits for the answer; nothing is drawn meanwhile.
    func holdingStill<T>(_ ask: () -> T) -> T {
        isHeld.withLock { $0 = true }
        defer { isHeld.withLock { $0 = false } }
        return ask()
    }
}
