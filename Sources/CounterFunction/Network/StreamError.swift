/// A connection that could not be made, or broke: the reason in words.
struct StreamError: Error, Equatable {
    /// In words, for a log line.
    let reason: String
}
