/// A write that was sent and got no answer that tells whether it was carried out: the connection broke, the server failed.
///
/// It is not sent again here, since it may have been done; who sent it looks at what stands.
public struct UnknownOutcome: Error, Sendable {
    /// What was sent.
    public let operation: Operation
    /// What came instead of an answer: a ``TransportError``, a ``ServiceError`` with a status of 500 or more, an
    /// ``UnreadableResponse``.
    public let cause: any Error

    /// An error as a sender or a test makes it.
    public init(_ operation: Operation, cause: any Error) {
        self.operation = operation
        self.cause = cause
    }
}
