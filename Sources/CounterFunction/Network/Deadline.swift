/// The moment at which waiting ends, or never.
struct Deadline: Sendable, Equatable {
    /// Milliseconds since 1970 UTC; nil for never.
    let unixMilliseconds: Int64?

    /// Waiting without end, as for the next event: the process is frozen meanwhile.
    static let never = Deadline(unixMilliseconds: nil)

    /// Milliseconds that are left, never less than zero; nil for no end.
    func remainingMilliseconds(_ clock: Clock) -> Int64? {
        unixMilliseconds.map { end in
            let (left, overflow) = end.subtractingReportingOverflow(clock.nowMilliseconds())
            return overflow ? 0 : max(0, left)
        }
    }

    /// The earlier of two.
    func orSooner(_ other: Deadline) -> Deadline {
        guard let mine = unixMilliseconds else { return other }
        guard let theirs = other.unixMilliseconds else { return self }
        return Deadline(unixMilliseconds: min(mine, theirs))
    }
}

extension Clock {
    /// The moment that lies `milliseconds` from now.
    func deadline(inMilliseconds milliseconds: Int64) -> Deadline {
        Deadline(unixMilliseconds: nowMilliseconds() + milliseconds)
    }
}
