/// Something that could not be looked for, so that nothing is known of it.
public struct Unseen: Sendable, Equatable {
    /// What, as `functions that are no longer described`.
    public let what: String
    /// Why not, as a sentence.
    public let why: String

    /// A gap in what is known.
    public init(_ what: String, why: String) {
        self.what = what
        self.why = why
    }
}
