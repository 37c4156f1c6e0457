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

extension Operation {
    /// The error of an answer that lacks what it always has: something between here and AWS answered in its place.
    func answered(without missing: String) -> UnreadableResponse {
        UnreadableResponse(
            service: service.name, operation: name, reason: "the answer has no \(missing)", requestID: nil)
    }
}
