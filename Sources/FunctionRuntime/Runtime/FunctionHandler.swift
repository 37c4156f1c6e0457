/// A Lambda function: what it needs before the first event, and its response to each one.
///
/// ```swift
/// @main
/// struct Greeter: FunctionHandler {
///     let greeting: String
///
///     init(_ environment: FunctionEnvironment) throws(ConfigurationError) {
///         greeting = try environment.required("GREETING")
///     }
///
///     func respond(to event: FunctionURLEvent, in invocation: Invocation) throws(EventError) -> FunctionURLResponse {
///         .text("\(greeting), \(event.query("name") ?? "world")")
///     }
/// }
/// ```
///
/// The code is synchronous: Lambda gives a process one event at a time, and starting Swift's concurrency would double
/// the CPU time of a cold start.
public protocol FunctionHandler {
    /// What the function is invoked with, such as ``FunctionURLEvent``.
    associatedtype Event: FunctionEvent
    /// What it answers, such as ``FunctionURLResponse``.
    associatedtype Response: FunctionResponse

    /// Prepares the function before its first event.
    ///
    /// - Throws: `ConfigurationError` for a wrong setting; it is logged and reported to Lambda, and the process ends.
    init(_ environment: FunctionEnvironment) throws(ConfigurationError)

    /// Handles one event.
    ///
    /// - Throws: `EventError` if the event failed; it is logged and reported to Lambda.
    func respond(to event: Event, in invocation: Invocation) throws(EventError) -> Response
}

extension FunctionHandler {
    /// The entry point of the program: runs until Lambda ends the process or the Runtime API stops.
    public static func main() {
        FunctionProcess.run(handler)
    }

    /// The function as a closure: all code below it is compiled once, whatever its event and response are.
    static func handler(in environment: FunctionEnvironment) throws(ConfigurationError) -> EventHandler {
        let function = try Self(environment)
        return { invocation throws(EventError) in
            try function.respond(to: Event(invocation.event), in: invocation).payload
        }
    }
}
