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

extension ServiceError {
    /// Who answered what with which code, status and message, in one line.
    public var summary: String {
        "\(service) answered \(operation) with \(code) (\(status))" + (message.isEmpty ? "" : ": \(message)")
    }

    /// Whether AWS did not accept who asked: keys that are wrong, over, or of another partition, or a wrong clock.
    public var isCredentialProblem: Bool { Self.credentialCodes.contains(code) }

    /// Whether AWS knew who asked and did not allow it.
    public var isAccessDenied: Bool { Self.deniedCodes.contains(code) }

    /// Whether the credentials were good once and are over.
    public var isExpiredCredentials: Bool { Self.expiredCodes.contains(code) }

    private static let expiredCodes: Set = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"]

    private static let credentialCodes: Set = expiredCodes.union([
        "InvalidClientTokenId", "UnrecognizedClientException", "InvalidAccessKeyId", "SignatureDoesNotMatch",
        "InvalidSignatureException", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
        "IncompleteSignature", "IncompleteSignatureException", "InvalidToken", "AuthFailure",
        "RequestTimeTooSkewed", "RequestInTheFuture",
    ])

    private static let deniedCodes: Set = ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"]
}
