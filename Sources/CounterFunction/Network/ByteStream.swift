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
