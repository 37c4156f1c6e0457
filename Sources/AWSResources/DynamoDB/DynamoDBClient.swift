public import AWSClient

/// Tables and their backups.
public struct DynamoDBClient: Sendable {
    let service: ServiceClient

    /// A client that calls through `service`.
    public init(_ service: ServiceClient) { self.service = service }
}
