import AWSClient
import Testing

/// A host that the resolver rejects without a query: its label exceeds the 63 bytes of RFC 1035.
let unresolvableHost = "\(String(repeating: "a", count: 64)).invalid"

/// The transport error that `body` throws; any other outcome fails the test.
func transportError(
    _ sourceLocation: SourceLocation = #_sourceLocation, of body: () async throws -> Void
) async throws -> TransportError {
    let error = await #expect(throws: TransportError.self, sourceLocation: sourceLocation) { try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}
