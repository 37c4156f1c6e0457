import AWSClient

extension ServiceClient {
    /// Calls an operation of a JSON service whose answer says nothing that is needed.
    func send(_ operation: Operation, _ input: some Encodable & Sendable) async throws {
        let _: NoOutput = try await call(operation, input)
    }

    /// Calls an operation of a query service whose answer says nothing that is needed.
    func send(_ operation: Operation, _ parameters: [(name: String, value: String)]) async throws {
        let _: XMLNode = try await call(operation, parameters)
    }
}
