import Glibc

/// The process of a function: connects the runtime's parts to Lambda, to the environment and to standard error.
enum FunctionProcess {
    /// Prepares a function; what it throws is reported to Lambda.
    typealias Start = (FunctionEnvironment) throws(ConfigurationError) -> EventHandler

    /// Runs a function until Lambda ends the process or the Runtime API stops.
    static func run(_ start: Start) {
        signal(SIGPIPE, SIG_IGN)
        HostResolver.prepare()
        let clock = WallClock.system
        let log = Log(clock: clock) { writeToDescriptor(STDERR_FILENO, $0) }
        guard let address = environmentVariable("AWS_LAMBDA_RUNTIME_API"), !address.isEmpty else {
            log(.error, "AWS_LAMBDA_RUNTIME_API is not set: this program is a Lambda function and is started by Lambda")
            exit(1)
        }
        do throws(ConfigurationError) {
            let endpoint = try Endpoint(runtimeAPI: address, from: "AWS_LAMBDA_RUNTIME_API")
            let client = endpoint.client(tls: nil, bodyLimit: RuntimeAPI.eventLimit, clock: clock)
            serve(
                RuntimeAPI(connection: client, clock: clock),
                in: FunctionEnvironment(clock: clock, log: log, variable: environmentVariable), start)
        } catch {
            log(.error, "\(error.variable): \(error.reason)")
        }
        exit(1)
    }

    /// Starts the function and handles the events of `api`, until it cannot go on.
    static func serve(_ api: RuntimeAPI, in environment: FunctionEnvironment, _ start: Start) {
        do throws(ConfigurationError) {
            let handle = try start(environment)
            RuntimeLoop(api: api, clock: environment.clock, log: environment.log, handle: handle).run()
        } catch {
            report(error, to: api, environment.log)
        }
    }

    /// Logs a wrong setting and reports it to Lambda.
    private static func report(_ error: ConfigurationError, to api: RuntimeAPI, _ log: Log) {
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
