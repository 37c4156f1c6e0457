import Glibc

/// The time at which waiting ends, or never.
public struct Deadline: Sendable, Equatable {
    /// Milliseconds since 1970 UTC; nil for never.
    public let unixMilliseconds: Int64?

    /// The deadline at that time.
    ///
    /// - Parameter unixMilliseconds: milliseconds since 1970 UTC; nil for never.
    public init(unixMilliseconds: Int64?) {
        self.unixMilliseconds = unixMilliseconds
    }

    /// No deadline, for example for the next event: the process is frozen meanwhile.
    public static let never = Deadline(unixMilliseconds: nil)

    /// The milliseconds left, at least zero; nil for no end.
    public func remainingMilliseconds(_ clock: WallClock) -> Int64? {
        unixMilliseconds.map { max(0, $0.addingClamped(clock.nowMilliseconds().negatedClamped)) }
    }

    /// Whether no time is left.
    public func isOver(_ clock: WallClock) -> Bool { remainingMilliseconds(clock) == 0 }

    /// The deadline moved `milliseconds` earlier; never stays never.
    public func earlier(byMilliseconds milliseconds: Int64) -> Deadline {
        Deadline(unixMilliseconds: unixMilliseconds.map { $0.addingClamped(milliseconds.negatedClamped) })
    }

    /// The earlier of two deadlines.
    public func orSooner(_ other: Deadline) -> Deadline {
        guard let mine = unixMilliseconds else { return other }
        guard let theirs = other.unixMilliseconds else { return self }
        return Deadline(unixMilliseconds: min(mine, theirs))
    }
}

extension WallClock {
    /// The time `milliseconds` from now.
    public func deadline(inMilliseconds milliseconds: Int64) -> Deadline {
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
