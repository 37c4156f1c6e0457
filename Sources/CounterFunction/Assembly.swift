import AWSSigning

/// Connects the parts of the function, and prepares them before the first event.
enum Assembly {
    /// The timeout for connecting, including TLS; within one region it takes milliseconds.
    private static let connectMilliseconds: Int64 = 2000

    /// A client of the Runtime API at `host:port`.
    static func runtimeClient(_ address: String, clock: Clock) throws(ConfigurationError) -> HTTPClient {
        let variable = "AWS_LAMBDA_RUNTIME_API"
        let endpoint = try Endpoint(runtimeAPI: address, from: variable)
        return HTTPClient(host: endpoint.hostHeader, bodyLimit: RuntimeAPI.eventLimit, clock: clock) {
            deadline throws(StreamError) in
            try connect(to: endpoint, tls: nil, by: deadline, clock: clock)
        }
    }

    /// The loop with all its parts.
    ///
    /// It opens the connection to DynamoDB; if that fails, the first visit tries again.
    static func loop(
        api: RuntimeAPI, variable: (String) -> String?, clock: Clock, log: Log
    ) throws(ConfigurationError) -> RuntimeLoop {
        let configuration = try Configuration(variable: variable)
        let credentials = configuration.credentials
        let log = log.hiding([credentials.secretAccessKey, credentials.sessionToken ?? ""])
        let client = try dynamoDBClient(configuration, clock: clock)
        do throws(StreamError) {
            try client.connect(by: clock.deadline(inMilliseconds: connectMilliseconds))
        } catch {
            log(.warning, "DynamoDB cannot be reached yet: \(error.reason)")
        }
        let store = DynamoDBStore(configuration: configuration, connection: client, clock: clock)
        let handler = VisitHandler(pages: configuration.pages, store: store, log: log)
        return RuntimeLoop(api: api, clock: clock, log: log) { invocation throws(EventError) in
            let event = try FunctionURLEvent(invocation.event)
            return handler.respond(to: event, requestID: invocation.requestID, by: invocation.deadline).payload
        }
    }

    /// A client of DynamoDB, with TLS unless the endpoint is plain http.
    private static func dynamoDBClient(
        _ configuration: Configuration, clock: Clock
    ) throws(ConfigurationError) -> HTTPClient {
        let endpoint = configuration.endpoint
        let tls = endpoint.scheme == .https ? try tlsContext(configuration.roots) : nil
        return HTTPClient(host: endpoint.hostHeader, bodyLimit: 1 << 20, clock: clock) { deadline throws(StreamError) in
            try connect(to: endpoint, tls: tls, by: deadline, clock: clock)
        }
    }

    /// The TLS context; a failure is reported as a wrong setting.
    private static func tlsContext(_ roots: TLSContext.Roots) throws(ConfigurationError) -> TLSContext {
        do throws(StreamError) {
            return try TLSContext(trusting: roots)
        } catch {
            throw ConfigurationError(variable: "AWS_CA_BUNDLE or SSL_CERT_FILE", reason: error.reason)
        }
    }

    /// A connection, with TLS if there is a context.
    static func connect(
        to endpoint: Endpoint, tls: TLSContext?, by deadline: Deadline, clock: Clock
    ) throws(StreamError) -> any ByteStream {
        let sooner = deadline.orSooner(clock.deadline(inMilliseconds: connectMilliseconds))
        let socket = try Socket.connect(to: endpoint.host, port: endpoint.port, by: sooner, clock: clock)
        guard let tls else { return socket }
        return try TLSStream(over: socket, to: endpoint.host, context: tls, by: sooner)
    }
}
