import Synchronization

@testable import CounterFunction

/// A clock that only waiting moves, so that no test really waits.
final class TestClock: Sendable {
    private let now: Mutex<Int64>
    private let waits = Mutex<[Int64]>([])

    init(_ now: Int64 = 1_768_480_245_123) {
        self.now = Mutex(now)
    }

    /// The clock for the code under test.
    var clock: Clock {
        Clock(
            nowMilliseconds: { self.now.withLock { $0 } },
            sleep: { milliseconds in
                self.waits.withLock { $0.append(milliseconds) }
                self.advance(milliseconds)
            })
    }

    /// The length of each wait.
    var sleeps: [Int64] { waits.withLock { $0 } }

    func advance(_ milliseconds: Int64) { now.withLock { $0 += milliseconds } }
}
