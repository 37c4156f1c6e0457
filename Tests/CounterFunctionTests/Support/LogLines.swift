import Synchronization

@testable import CounterFunction

/// A log that records its lines.
final class LogLines: Sendable {
    private let stored = Mutex<[String]>([])

    var lines: [String] { stored.withLock { $0 } }

    /// Each line as JSON.
    var records: [JSON] { lines.compactMap { try? JSONReader.read(Array($0.utf8)) } }

    func log(_ clock: Clock = TestClock().clock, secrets: [String] = []) -> Log {
        Log(clock: clock, secrets: secrets) { line in self.stored.withLock { $0.append(line) } }
    }
}
