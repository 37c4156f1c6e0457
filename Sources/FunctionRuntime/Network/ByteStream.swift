import Glibc

/// A connection as bytes in both directions: a plain socket, TLS over one, or a test's script.
protocol ByteStream: AnyObject {
    /// Waits for bytes and returns at most `limit` of them; none if the other side closed the connection properly.
    func read(upTo limit: Int, by deadline: Deadline) throws(StreamError) -> [UInt8]
    /// Sends some of `bytes`, at least one, and returns their number.
    ///
    /// If it throws, the other side cannot take these bytes for a complete request.
    func write(_ bytes: ArraySlice<UInt8>, by deadline: Deadline) throws(StreamError) -> Int
    /// Whether the other side has neither closed the connection nor sent unexpected bytes.
    func isIdle() -> Bool
    /// Closes the connection; closing it twice is harmless.
    func close()
}

/// A connection that could not be made, or broke.
struct StreamError: Error, Equatable {
    /// The reason, in words for a log line.
    let reason: String

    /// The deadline has passed.
    ///
    /// - Parameter what: the activity, such as `connecting`.
    static func timeRanOut(while what: String) -> StreamError { StreamError(reason: "time ran out while \(what)") }
}

/// The system's text for an error number, such as `Connection refused`.
func systemErrorText(_ number: Int32) -> String {
    guard let text = strerror(number) else { return "error \(number)" }
    return String(cString: text)
}

/// Waits with `poll(2)` until a descriptor is ready for `events`; the program waits for the network only here.
///
/// - Throws: `StreamError` that names the activity if the deadline passes first.
func waitUntilReady(
    _ descriptor: Int32, for events: Int32, by deadline: Deadline, _ clock: WallClock, doing what: String
) throws(StreamError) {
    while true {
        // Checked even if the descriptor is ready: a server that never stops sending would keep it ready for ever.
        let remaining = deadline.remainingMilliseconds(clock)
        guard remaining != 0 else { throw StreamError.timeRanOut(while: what) }
        var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        let ready = poll(&entry, 1, remaining.map { Int32(clamping: $0) } ?? -1)
        if ready > 0 { return }
        // No events: the next loop checks whether the time is up.
        guard ready == 0 || errno == EINTR else { throw StreamError(reason: systemErrorText(errno)) }
    }
}
