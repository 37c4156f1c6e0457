import Synchronization

@testable import Deployer
@testable import DeployerCLI

/// Signals that a test sends to everyone who listens at that moment.
final class Interrupts: Sendable {
    private let listeners = Mutex<[(id: Int, callBack: @Sendable (EndingSignal) -> Void)]>([])
    private let count = Mutex(0)

    /// How many listen now.
    var listening: Int { listeners.withLock { $0.count } }

    func send(_ signal: EndingSignal) {
        for listener in listeners.withLock({ $0 }) { listener.callBack(signal) }
    }

    func listen(_ callBack: @escaping @Sendable (EndingSignal) -> Void) -> @Sendable () -> Void {
        let id = count.withLock { count in
            count += 1
            return count
        }
        listeners.withLock { $0.append((id, callBack)) }
        return { self.listeners.withLock { $0.removeAll { $0.id == id } } }
    }
}
