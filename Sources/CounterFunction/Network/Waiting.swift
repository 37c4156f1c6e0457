import Glibc

/// Waits with `poll(2)` until a descriptor is ready for `events`: nothing else in this program waits for a network.
///
/// - Throws: `StreamError` when the deadline comes first, which names what was being done.
func waitUntilReady(
    _ descriptor: Int32, for events: Int32, by deadline: Deadline, _ clock: Clock, doing what: String
) throws(StreamError) {
    while true {
        // Asked also where it is ready: whoever always has something more to send would else go on for ever.
        let remaining = deadline.remainingMilliseconds(clock)
        guard remaining != 0 else { throw StreamError.timeRanOut(while: what) }
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        let ready = poll(&entry, 1, remaining.map { Int32(clamping: $0) } ?? -1)
        if ready > 0 { return }
        // None: whether that was all the time there is, the clock tells.
        guard ready == 0 || errno == EINTR else { throw StreamError(reason: systemErrorText(errno)) }
    }
}
