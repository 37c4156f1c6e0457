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

/// AWS said yes, in a form that we do not understand: a field is missing or of another type, or the body is cut short.
public struct UnreadableResponse: Error, Sendable, Equatable {
    /// The service's name, as `DynamoDB`.
    public let service: String
    /// The operation's name, as `CreateTable`.
    public let operation: String
    /// What was not understood, and where in the answer; never a value from it.
    public let reason: String
    /// What AWS's support asks for; nil where the answer had none.
    public let requestID: String?

    /// An error as the decoder or a test makes it.
    public init(service: String, operation: String, reason: String, requestID: String?) {
        self.service = service
        self.operation = operation
        self.reason = reason
        self.requestID = requestID
    }
}
