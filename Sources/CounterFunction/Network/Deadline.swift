import Glibc

/// The time at which waiting ends, or never.
struct Deadline: Sendable, Equatable {
    /// Milliseconds since 1970 UTC; nil for never.
    let unixMilliseconds: Int64?

    /// No deadline, for example for the next event: the process is frozen meanwhile.
    static let never = Deadline(unixMilliseconds: nil)

    /// The milliseconds left, at least zero; nil for no end.
    func remainingMilliseconds(_ clock: Clock) -> Int64? {
        unixMilliseconds.map { max(0, $0.addingClamped(clock.nowMilliseconds().negatedClamped)) }
    }

    /// Whether no time is left.
    func isOver(_ clock: Clock) -> Bool { remainingMilliseconds(clock) == 0 }

    /// The deadline moved `milliseconds` earlier; never stays never.
    func earlier(byMilliseconds milliseconds: Int64) -> Deadline {
        Deadline(unixMilliseconds: unixMilliseconds.map { $0.addingClamped(milliseconds.negatedClamped) })
    }

    /// The earlier of two deadlines.
    func orSooner(_ other: Deadline) -> Deadline {
        guard let mine = unixMilliseconds else { return other }
        guard let theirs = other.unixMilliseconds else { return self }
        return Deadline(unixMilliseconds: min(mine, theirs))
    }
}

extension Clock {
    /// The time `milliseconds` from now.
    func deadline(inMilliseconds milliseconds: Int64) -> Deadline {
        Deadline(unixMilliseconds: nowMilliseconds().addingClamped(milliseconds))
    }
}

/// Arithmetic that never traps: a deadline comes from a header and may be any number.
extension Int64 {
    /// The sum, clamped to the range of Int64.
    fileprivate func addingClamped(_ distance: Int64) -> Int64 {
        let (sum, overflow) = addingReportingOverflow(distance)
        return overflow ? (distance < 0 ? .min : .max) : sum
    }

    /// The negative, clamped to the range of Int64.
    fileprivate var negatedClamped: Int64 { self == .min ? .max : -self }
}

/// The source of time, and a way to wait: the system's, or a test's.
///
/// It is the wall clock, not the monotonic one: Lambda's deadlines use it, and only it goes on while a sandbox is
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
