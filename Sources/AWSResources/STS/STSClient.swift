public import AWSClient

/// Who the caller is.
public struct STSClient: Sendable {
    let service: ServiceClient

    /// A client that calls through `service`.
    public init(_ service: ServiceClient) { self.service = service }
}
