/// One header field.
struct HTTPHeader: Equatable, Sendable {
    /// In any case: names are compared without regard to it.
    var name: String
    /// Without white space at its ends.
    var value: String
}
