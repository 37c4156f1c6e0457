import Foundation

/// Calls one service's operations: encodes, signs, sends, retries and decodes; waits only for its retries.
public struct ServiceClient: Sendable {
    /// The service to call.
    public let service: Service
    /// The endpoint to call.
    public var endpoint: Endpoint { sender.sender.endpoint }
    private var sender: RetryingSender
    /// The only operations that it may send, and whose list that is; nil for any.
    private var listed: (operations: [ServiceOperation], list: String)?

    /// A client that shares only what is passed in.
    ///
    /// - Parameters:
    ///   - service: the service that it calls.
    ///   - endpoint: where that service is.
    ///   - credentials: nil to send unsigned requests, as for operations that return credentials.
    ///   - transport: sends the requests.
    ///   - retryPolicy: what is sent again, and when; nil for the usual one.
    ///   - retryQuota: how much may be sent again.
    ///   - clock: the time, and waits.
    ///   - observer: receives a report of each attempt and of clock skew.
    public init(
        service: Service, endpoint: Endpoint, credentials: CredentialCache?, transport: any Transport,
        retryPolicy: RetryPolicy? = nil, retryQuota: RetryQuota = RetryQuota(), clock: ClientClock = .system,
        observer: ClientObserver? = nil
    ) {
        let policy = retryPolicy ?? .deployer(for: service)
        self.init(
            service: service,
            sender: RetryingSender(
                sender: SignedSender(
                    endpoint: endpoint, credentials: credentials, transport: transport,
                    rateLimiter: policy.leastRatePerSecond.map { RateLimiter(leastRate: $0, at: clock.uptime()) },
                    time: ClockSkew(clock.now), clock: clock),
                retryPolicy: policy, retryQuota: retryQuota, observer: observer))
    }

    /// A client that a connection makes.
    init(service: Service, sender: RetryingSender) {
        self.service = service
        self.sender = sender
    }

    /// The same, whose errors mean what these rules say.
    public func withErrorRules(_ rules: [ErrorRule]) -> ServiceClient {
        var client = self
        client.sender.sender.rules = rules
        return client
    }

    /// The same, whose requests pass through another transport, which may send them by its own.
    package func sendingThrough(_ wrapped: (any Transport) -> any Transport) -> ServiceClient {
        var client = self
        client.sender.sender.transport = wrapped(sender.sender.transport)
        return client
    }

    /// The same, for the operations of a list alone: policies are made from such lists, so each of them must be whole.
    ///
    /// - Parameters:
    ///   - operations: all that it may send.
    ///   - list: the list's name, for the error.
    public func sending(only operations: [ServiceOperation], of list: String) -> ServiceClient {
        var client = self
        client.listed = (operations, list)
        return client
    }

    private func check(_ operation: ServiceOperation) throws {
        guard let listed, !listed.operations.contains(operation) else { return }
        throw InvalidCall(operation: operation.name, reason: "\(listed.list) does not list it, so no policy allows it")
    }

    /// Calls an operation of a JSON service.
    ///
    /// - Throws: ``ServiceError``, ``TransportError``, ``CredentialError``, ``UnreadableResponse``; ``LostResponse``
    ///   instead of these for a write that may have been carried out; `CancellationError`.
    public func call<Output: Decodable>(
        _ operation: ServiceOperation, _ input: some Encodable & Sendable, as: Output.Type = Output.self
    ) async throws -> Output {
        try check(operation)
        guard operation.service == service, case .json(let version, let targetPrefix) = service.encoding else {
            throw wrongProtocol(operation, "a JSON")
        }
        let message = OutgoingMessage(
            path: operation.path, query: "",
            headers: [
                ("Content-Type", "application/x-amz-json-\(version)"),
                ("X-Amz-Target", "\(targetPrefix).\(operation.name)"),
            ],
            body: try encode(input))
        return try await sender.send(message, for: operation) { try decode($0, of: operation) }
    }

    /// Calls an operation of a query service; returns the `<OperationResult>` element, or an empty one.
    ///
    /// ``QueryParameters`` writes lists, maps and tags, such as `Tags.member.1.Key`.
    ///
    /// - Throws: as ``call(_:_:as:)``.
    public func call(_ operation: ServiceOperation, _ parameters: [(name: String, value: String)]) async throws
        -> XMLNode
    {
        try check(operation)
        guard operation.service == service, case .query(let version) = service.encoding else {
            throw wrongProtocol(operation, "a query")
        }
        let form = RequestEncoding.encode([("Action", operation.name), ("Version", version)] + parameters)
        let message = OutgoingMessage(
            path: operation.path, query: "",
            headers: [("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")], body: Data(form.utf8))
        return try await sender.send(message, for: operation) { response in
            guard let root = XMLReader.read(response.body), root.name == "\(operation.name)Response" else {
                throw unreadable(response, of: operation, "the body is no <\(operation.name)Response>")
            }
            return root["\(operation.name)Result"] ?? XMLNode(name: "\(operation.name)Result")
        }
    }

    /// Calls an operation of a REST service.
    ///
    /// - Parameters:
    ///   - operation: the operation.
    ///   - path: values for the `{Parameter}`s of the operation's path, not yet percent-encoded.
    ///   - query: names and values, not yet percent-encoded; names may repeat.
    ///   - headers: additional headers.
    ///   - body: nil for none.
    ///   - as: the type of the output.
    /// - Throws: as ``call(_:_:as:)``.
    public func call<Output: Decodable>(
        _ operation: ServiceOperation, path: [String: String], query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], body: (any Encodable & Sendable)? = nil,
        as: Output.Type = Output.self
    ) async throws -> Output {
        try check(operation)
        guard operation.service == service, case .rest = service.encoding else {
            throw wrongProtocol(operation, "a REST")
        }
        guard let filledPath = RequestEncoding.fill(operation.path, with: path) else {
            throw InvalidCall(operation: operation.name, reason: "a parameter of the path \(operation.path) is missing")
        }
        let message = OutgoingMessage(
            path: filledPath, query: RequestEncoding.encode(query),
            headers: headers + (body == nil ? [] : [("Content-Type", "application/json")]),
            body: try body.map { try encode($0) } ?? Data())
        return try await sender.send(message, for: operation) { try decode($0, of: operation) }
    }

    /// Sorts the keys, so that equal input gives equal bytes.
    private func encode(_ input: any Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(input)
    }

    private func decode<Output: Decodable>(_ response: HTTPResponse, of operation: ServiceOperation) throws -> Output {
        guard JSONBounds.hold(for: response.body) else {
            throw unreadable(
                response, of: operation, "the body is nested deeper, or has more values, than an answer has")
        }
        do {
            return try JSONDecoder().decode(Output.self, from: response.body.isEmpty ? Data("{}".utf8) : response.body)
        } catch let error as DecodingError {
            throw unreadable(response, of: operation, Self.reason(error))
        }
    }

    /// Where and why decoding failed, without a value from the response.
    private static func reason(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            let keys = context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
            return keys.isEmpty ? "the body" : "the member " + keys.joined(separator: ".")
        }
        switch error {
        case .keyNotFound(let key, let context): return "\(path(context)) has no \(key.stringValue)"
        case .valueNotFound(_, let context): return "\(path(context)) is null"
        case .typeMismatch(let type, let context): return "\(path(context)) is no \(type)"
        case .dataCorrupted(let context): return "\(path(context)) is not what was expected"
        @unknown default: return "the body is not what was expected"
        }
    }

    private func unreadable(_ response: HTTPResponse, of operation: ServiceOperation, _ reason: String)
        -> UnreadableResponse
    {
        UnreadableResponse(
            service: operation.service.name, operation: operation.name, reason: reason,
            requestID: response.header("x-amzn-requestid"))
    }

    private func wrongProtocol(_ operation: ServiceOperation, _ kind: String) -> InvalidCall {
        let reason =
            operation.service == service
            ? "sent as \(kind) operation, but \(service.name) speaks another protocol"
            : "sent to \(service.name), but it is one of \(operation.service.name)"
        return InvalidCall(operation: operation.name, reason: reason)
    }
}
