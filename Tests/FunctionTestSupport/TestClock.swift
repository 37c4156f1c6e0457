package import FunctionRuntime
import Synchronization

/// A clock that only waiting moves, so that no test really waits.
package final class TestClock: Sendable {
    private let now: Mutex<Int64>
    private let waits = Mutex<[Int64]>([])

    package init(_ now: Int64 = 1_768_480_245_123) {
        self.now = Mutex(now)
    }

    /// The clock for the code under test.
    package var clock: WallClock {
        WallClock(
            nowMilliseconds: { self.now.withLock { $0 } },
            sleep: { milliseconds in
                self.waits.withLock { $0.append(milliseconds) }
                self.advance(milliseconds)
            })
    }

    /// The length of each wait.
    package var sleeps: [Int64] { waits.withLock { $0 } }

    package func advance(_ milliseconds: Int64) { now.withLock { $0 += milliseconds } }
}
