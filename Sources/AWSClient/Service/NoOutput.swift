/// The output of an operation that answers nothing we read.
public struct NoOutput: Decodable, Sendable {
    /// Nothing.
    public init() {}
    /// Takes any answer.
    public init(from decoder: any Decoder) {}
}
