import AWSSigning
import Glibc

/// The Lambda function that counts visits: the entry point of the program.
///
/// The code is synchronous: Lambda gives a process one event at a time, and starting Swift's concurrency would double
/// the CPU time of a cold start.
@main
struct CounterFunction {
    /// Runs until Lambda ends the process or the Runtime API stops.
    static func main() {
        signal(SIGPIPE, SIG_IGN)
        HostResolver.prepare()
        let clock = Clock.system
        let log = Log(clock: clock) { writeToDescriptor(STDERR_FILENO, $0) }
        guard let address = environmentVariable("AWS_LAMBDA_RUNTIME_API"), !address.isEmpty else {
            log(.error, "AWS_LAMBDA_RUNTIME_API is not set: this program is a Lambda function and is started by Lambda")
            exit(1)
        }
        do throws(ConfigurationError) {
            let api = RuntimeAPI(connection: try Assembly.runtimeClient(address, clock: clock), clock: clock)
            do throws(ConfigurationError) {
                try Assembly.loop(api: api, variable: environmentVariable, clock: clock, log: log).run()
            } catch {
                reportFailure(error, to: api, log)
            }
        } catch {
            log(.error, "\(error.variable): \(error.reason)")
        }
        exit(1)
    }

    /// Logs a wrong setting and reports it to Lambda.
    private static func reportFailure(_ error: ConfigurationError, to api: RuntimeAPI, _ log: Log) {
        let message = "\(error.variable): \(error.reason)"
        log(.error, message, ["code": "Function.ConfigurationInvalid"])
        do throws(HTTPFailure) {
            _ = try api.failToStart(EventError(type: "Function.ConfigurationInvalid", message: message))
        } catch {
            log(.warning, "This cannot be reported to the Runtime API: \(error.reason)")
        }
    }

    /// The only access to the environment; all other code gets its values passed in.
    private static func environmentVariable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}

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
