/// An event that this function cannot answer.
struct EventError: Error, Equatable {
    /// `Function.` and a word, as the Runtime API wants it.
    let type: String
    /// In words that whoever invokes the function sees, and so without secrets.
    let message: String
}
