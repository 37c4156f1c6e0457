/// Lambda's Runtime API as calls: plain HTTP to the address in `AWS_LAMBDA_RUNTIME_API`.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html>
struct RuntimeAPI {
    /// An event is at most 6 MB; what is around it needs some room.
    static let eventLimit = 8 << 20

    /// The API is on this machine: what takes longer than this will not come.
    private static let postMilliseconds: Int64 = 5000
    private static let root = "/2018-06-01/runtime"
    private let connection: any HTTPConnection
    private let clock: Clock

    /// The API as reached by `connection`.
    init(connection: any HTTPConnection, clock: Clock) {
        self.connection = connection
        self.clock = clock
    }

    /// Waits for the next event, without end: the process is frozen meanwhile.
    func next() throws(HTTPFailure) -> HTTPResponse {
        try connection.send(HTTPRequest(method: "GET", target: "\(Self.root)/invocation/next"), by: .never)
    }

    /// Hands over the answer to an event.
    func respond(_ payload: [UInt8], to invocation: Invocation) throws(HTTPFailure) -> HTTPResponse {
        try post("/invocation/\(invocation.requestID)/response", payload, Self.echo(invocation))
    }

    /// Says that an event could not be answered.
    func fail(_ error: EventError, of invocation: Invocation) throws(HTTPFailure) -> HTTPResponse {
        try post(
            "/invocation/\(invocation.requestID)/error", Self.body(error),
            Self.errorHeaders(error) + Self.echo(invocation))
    }

    /// Says that the function cannot start; it must then end.
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

    /// The header that tells a repeated event's answers apart.
    private static func echo(_ invocation: Invocation) -> [HTTPHeader] {
        invocation.invocationID.map { [HTTPHeader(name: "Lambda-Runtime-Invocation-Id", value: $0)] } ?? []
    }

    /// The header by which Lambda classes an error.
    private static func errorHeaders(_ error: EventError) -> [HTTPHeader] {
        [HTTPHeader(name: "Lambda-Runtime-Function-Error-Type", value: error.type)]
    }

    /// An error in the shape that Lambda hands to whoever invoked the function.
    private static func body(_ error: EventError) -> [UInt8] {
        let body: JSON = [
            "errorMessage": .string(error.message), "errorType": .string(error.type), "stackTrace": .array([]),
        ]
        return body.bytes
    }
}
