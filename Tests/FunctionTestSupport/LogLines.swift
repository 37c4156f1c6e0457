package import FunctionRuntime
import Synchronization

/// A log that records its lines.
package final class LogLines: Sendable {
    private let stored = Mutex<[String]>([])

    package init() {}

    package var lines: [String] { stored.withLock { $0 } }

    /// Each line as JSON.
    package var records: [JSON] { lines.compactMap { try? JSONReader.read(Array($0.utf8)) } }

    package func log(_ clock: WallClock = TestClock().clock, secrets: [String] = []) -> Log {
        Log(clock: clock, secrets: secrets) { line in self.stored.withLock { $0.append(line) } }
    }
}
