import AWSClient
import Testing

/// A host that the resolver refuses without asking the network: a label longer than the 63 bytes of RFC 1035.
let unresolvableHost = "\(String(repeating: "a", count: 64)).invalid"

/// The transport error that `body` throws; another outcome is a failed test.
func transportError(
    _ sourceLocation: SourceLocation = #_sourceLocation, of body: () async throws -> Void
) async throws -> TransportError {
    let error = await #expect(throws: TransportError.self, sourceLocation: sourceLocation) { try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}
