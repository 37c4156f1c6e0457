/// A response that is not HTTP/1.1, is cut short, or is larger than allowed.
struct HTTPParseError: Error, Equatable {
    /// In words, for a log line: what "it", the response, has wrong.
    let reason: String
}
