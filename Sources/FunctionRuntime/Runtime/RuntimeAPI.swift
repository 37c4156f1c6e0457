/// Calls of Lambda's Runtime API: plain HTTP to the address in `AWS_LAMBDA_RUNTIME_API`.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>
struct RuntimeAPI {
    /// An event has at most 6 MB; its envelope needs more.
    static let eventLimit = 8 << 20

    /// The API is on this machine: a response that takes longer will not come.
    private static let postMilliseconds: Int64 = 5000
    private static let root = "/2018-06-01/runtime"
    private let connection: any HTTPConnection
    private let clock: WallClock

    /// The API at the other end of `connection`.
    init(connection: any HTTPConnection, clock: WallClock) {
        self.connection = connection
        self.clock = clock
    }

    /// Waits for the next event, without a timeout: the process is frozen meanwhile.
    func next() throws(HTTPFailure) -> HTTPResponse {
        try connection.send(HTTPRequest(method: "GET", target: "\(Self.root)/invocation/next"), by: .never)
    }

    /// Sends the response to an event.
    func respond(_ payload: [UInt8], to invocation: Invocation) throws(HTTPFailure) -> HTTPResponse {
        try post("/invocation/\(invocation.requestID)/response", payload, Self.echo(invocation))
    }

    /// Reports that an event failed.
    func fail(_ error: EventError, of invocation: Invocation) throws(HTTPFailure) -> HTTPResponse {
        try post(
            "/invocation/\(invocation.requestID)/error", Self.body(error),
            Self.errorHeaders(error) + Self.echo(invocation))
    }

    /// Reports that the function cannot start; the process must then end.
    func failToStart(_ error: EventError) throws(HTTPFailure) -> HTTPResponse {
        try post("/init/error", Self.body(error), Self.errorHeaders(error))
    }

    /// Posts JSON.
    private func post(
        _ path: String, _ body: [UInt8], _ headers: [HTTPHeader]
    ) throws(HTTPFailure) -> HTTPResponse {
        let type = HTTPHeader(name: "Content-Type", value: "application/json")
        return try connection.send(
            HTTPRequest(method: "POST", target: Self.root + path, headers: [type] + headers, body: body),
            by: clock.deadline(inMilliseconds: Self.postMilliseconds))
    }

    /// The header that distinguishes responses to a repeated event.
    private static func echo(_ invocation: Invocation) -> [HTTPHeader] {
        invocation.invocationID.map { [HTTPHeader(name: "Lambda-Runtime-Invocation-Id", value: $0)] } ?? []
    }

    /// The header by which Lambda classifies an error.
    private static func errorHeaders(_ error: EventError) -> [HTTPHeader] {
        [HTTPHeader(name: "Lambda-Runtime-Function-Error-Type", value: error.type)]
    }

    /// An error in the form that Lambda passes to the caller of the function.
    private static func body(_ error: EventError) -> [UInt8] {
        let body: JSON = [
            "errorMessage": .string(error.message), "errorType": .string(error.type), "stackTrace": .array([]),
        ]
        return body.bytes
    }
}
