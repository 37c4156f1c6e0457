/// A write whose outcome is unknown: the connection broke or the server failed.
///
/// The client does not send it again, since AWS may have carried it out. The caller looks at what exists.
public struct UnknownOutcome: Error, Sendable {
    /// The operation that was sent.
    public let operation: Operation
    /// What came instead of a clear response.
    ///
    /// It is a ``TransportError``, an ``UnreadableResponse``, or a ``ServiceError`` with a status of 500 or more.
    public let cause: any Error

    /// An error from its parts.
    public init(_ operation: Operation, cause: any Error) {
        self.operation = operation
        self.cause = cause
    }
}

/// AWS answered with success, but in an unknown form: a field is missing or of another type, or the body is cut off.
public struct UnreadableResponse: Error, Sendable, Equatable {
    /// The service's name, such as `DynamoDB`.
    public let service: String
    /// The operation's name, such as `CreateTable`.
    public let operation: String
    /// What was not understood, and where in the response; never a value from it.
    public let reason: String
    /// The request id for AWS's support; nil if the response had none.
    public let requestID: String?

    /// An error from its parts.
    public init(service: String, operation: String, reason: String, requestID: String?) {
        self.service = service
        self.operation = operation
        self.reason = reason
        self.requestID = requestID
    }
}
