import Synchronization

@testable import CounterFunction

/// A clock that stands still, save that waiting moves it, so that no test waits.
final class TestClock: Sendable {
    private let now: Mutex<Int64>
    private let waits = Mutex<[Int64]>([])

    init(_ now: Int64 = 1_768_480_245_123) {
        self.now = Mutex(now)
    }

    /// The clock as the code under test takes it.
    var clock: Clock {
        Clock(
            nowMilliseconds: { self.now.withLock { $0 } },
            sleep: { milliseconds in
                self.waits.withLock { $0.append(milliseconds) }
                self.advance(milliseconds)
            })
    }

    /// How long each wait was to take.
    var sleeps: [Int64] { waits.withLock { $0 } }

    func advance(_ milliseconds: Int64) { now.withLock { $0 += milliseconds } }
}
