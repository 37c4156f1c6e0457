/// A plan that was applied in part: what was done, and why the rest was not.
///
/// Thrown by a command, so that the program that runs it, which knows more errors, finds the words.
struct Unfinished: Error {
    /// What became of it.
    let outcome: Outcome
}
