public import AWSClient

/// Functions, versions, aliases, URLs and who may call them.
public struct LambdaClient: Sendable {
    let service: ServiceClient

    /// A client that calls through `service`.
    public init(_ service: ServiceClient) { self.service = service }
}
