/// A text that is not JSON: what is wrong, and at which byte.
struct JSONError: Error, Equatable {
    /// In words, for a log line.
    let reason: String
    /// Counted from the beginning of the text, from 0.
    let offset: Int
}
