public import AWSClient

/// Log groups.
public struct LogsClient: Sendable {
    let service: ServiceClient

    /// A client that calls through `service`.
    public init(_ service: ServiceClient) { self.service = service }
}
