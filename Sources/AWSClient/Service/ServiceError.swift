/// AWS answered, and the answer was no.
public struct ServiceError: Error, Sendable, Equatable {
    /// The service's name, as `DynamoDB`.
    public let service: String
    /// The operation's name, as `CreateTable`.
    public let operation: String
    /// AWS's code without its namespace, as `ResourceInUseException`; the status in words where the answer had none.
    public let code: String
    /// AWS's own message; empty where it sent none.
    public let message: String
    /// The HTTP status.
    public let status: Int
    /// What AWS's support asks for; nil where the answer had none.
    public let requestID: String?

    /// An error as the decoder or a test makes it.
    public init(service: String, operation: String, code: String, message: String, status: Int, requestID: String?) {
        self.service = service
        self.operation = operation
        self.code = code
        self.message = message
        self.status = status
        self.requestID = requestID
    }
}
