import Glibc

/// Waits with `poll(2)` until a descriptor is ready for `events`: nothing else in this program waits for a network.
///
/// - Throws: `StreamError` when the deadline comes first, which names what was being done.
func waitUntilReady(
    _ descriptor: Int32, for events: Int32, by deadline: Deadline, _ clock: Clock, doing what: String
) throws(StreamError) {
    while true {
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        let remaining = deadline.remainingMilliseconds(clock)
        let ready = poll(&entry, 1, remaining.map { Int32(clamping: $0) } ?? -1)
        if ready > 0 { return }
        if ready == 0 { throw StreamError(reason: "time ran out while \(what)") }
        guard errno == EINTR else { throw StreamError(reason: systemErrorText(errno)) }
    }
}
