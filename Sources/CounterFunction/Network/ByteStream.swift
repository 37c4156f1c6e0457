import Glibc

/// A connection's two directions as bytes: a plain socket, TLS over one, or a test's script.
protocol ByteStream: AnyObject {
    /// Waits for bytes and gives at most `limit` of them; none when the other side has ended the connection in order.
    func read(upTo limit: Int, by deadline: Deadline) throws(StreamError) -> [UInt8]
    /// Hands over some of `bytes`, at least one, and gives their number.
    ///
    /// Where it throws, none of these bytes can have been taken for a whole request.
    func write(_ bytes: ArraySlice<UInt8>, by deadline: Deadline) throws(StreamError) -> Int
    /// True while the other side has neither ended the connection nor sent anything that nobody asked for.
    func isIdle() -> Bool
    /// Ends the connection; calling it twice is harmless.
    func close()
}

/// A connection that could not be made, or broke: the reason in words.
struct StreamError: Error, Equatable {
    /// In words, for a log line.
    let reason: String

    /// The deadline came first.
    ///
    /// - Parameter what: what was being done, as `connecting`.
    static func timeRanOut(while what: String) -> StreamError { StreamError(reason: "time ran out while \(what)") }
}

/// What the system says of an error number, as `Connection refused`.
func systemErrorText(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
}

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
