public import AWSClient

/// Roles and their policies.
public struct IAMClient: Sendable {
    let service: ServiceClient

    /// A client that calls through `service`.
    public init(_ service: ServiceClient) { self.service = service }
}
