/// A connection that could not be made, or broke: the reason in words.
struct StreamError: Error, Equatable {
    /// In words, for a log line.
    let reason: String

    /// The deadline came first.
    ///
    /// - Parameter what: what was being done, as `connecting`.
    static func timeRanOut(while what: String) -> StreamError { StreamError(reason: "time ran out while \(what)") }
}
