import Glibc

/// The source of time, and a way to wait: the system's, or a test's.
///
/// It is the wall clock, not the monotonic one: Lambda's deadlines use it, and only it goes on while a sandbox is
/// frozen.
public struct WallClock: Sendable {
    /// Milliseconds since 1970 UTC.
    public let nowMilliseconds: @Sendable () -> Int64
    /// Waits that many milliseconds.
    public let sleep: @Sendable (_ milliseconds: Int64) -> Void

    /// A clock of a test; ``system`` is the real one.
    ///
    /// - Parameters:
    ///   - nowMilliseconds: returns the milliseconds since 1970 UTC.
    ///   - sleep: waits that many milliseconds.
    public init(
        nowMilliseconds: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (_ milliseconds: Int64) -> Void
    ) {
        self.nowMilliseconds = nowMilliseconds
        self.sleep = sleep
    }

    /// The machine's own clock.
    public static let system = WallClock(
        nowMilliseconds: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
        },
        sleep: { milliseconds in
            guard milliseconds > 0 else { return }
            _ = poll(nil, 0, Int32(clamping: milliseconds))
        })
}
