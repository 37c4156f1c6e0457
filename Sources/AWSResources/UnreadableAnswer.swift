import AWSClient

/// AWS said yes, but the answer lacks what it always has: something between here and AWS answered in its place.
public struct UnreadableAnswer: Error, Sendable, Equatable, CustomStringConvertible {
    /// The service's name, as `STS`.
    public let service: String
    /// The operation's name, as `GetCallerIdentity`.
    public let operation: String
    /// What is missing.
    public let missing: String

    init(_ operation: Operation, missing: String) {
        self.service = operation.service.name
        self.operation = operation.name
        self.missing = missing
    }

    /// All of it in a sentence.
    public var description: String {
        "\(service) answered \(operation) without \(missing); check the endpoint and any proxy between here and AWS"
    }
}
