import AWSClient
import Testing

/// The transport error that `body` throws; another outcome is a failed test.
func transportError(
    _ sourceLocation: SourceLocation = #_sourceLocation, of body: () async throws -> Void
) async throws -> TransportError {
    let error = await #expect(throws: TransportError.self, sourceLocation: sourceLocation) { try await body() }
    return try #require(error, sourceLocation: sourceLocation)
}
