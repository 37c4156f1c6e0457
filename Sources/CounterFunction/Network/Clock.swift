import Glibc

/// Where the time comes from and how waiting is done: the system's, or a test's.
///
/// The wall clock, not the monotonic one: Lambda states deadlines in it, and it alone goes on while a sandbox is
/// frozen.
struct Clock: Sendable {
    /// Milliseconds since 1970 UTC.
    let nowMilliseconds: @Sendable () -> Int64
    /// Waits that many milliseconds.
    let sleep: @Sendable (_ milliseconds: Int64) -> Void

    /// The machine's own clock.
    static let system = Clock(
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
