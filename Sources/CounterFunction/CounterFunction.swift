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
