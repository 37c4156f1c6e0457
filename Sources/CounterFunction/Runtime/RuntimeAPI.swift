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

/// One event as the Runtime API hands it over.
struct Invocation: Equatable {
    /// What its answer is posted under.
    let requestID: String
    /// When Lambda gives up.
    let deadline: Deadline
    /// Sent back unchanged, so that a late answer is not taken for the answer to a repeated event; nil where none came.
    let invocationID: String?
    /// The event's JSON as it came.
    let event: [UInt8]

    /// Reads an answer of `/runtime/invocation/next`; nil without a request id, which is needed for any answer.
    init?(_ response: HTTPResponse, clock: Clock) {
        guard let requestID = response.header("lambda-runtime-aws-request-id"), !requestID.isEmpty,
            requestID.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !"/?#%".utf8.contains($0) })
        else { return nil }
        self.requestID = requestID
        let stated = response.header("lambda-runtime-deadline-ms").flatMap { Int64($0) }
        // Three seconds are Lambda's default for a function, 15 minutes the most that one may have.
        deadline =
            stated.map { Deadline(unixMilliseconds: $0).orSooner(clock.deadline(inMilliseconds: 900_000)) }
            ?? clock.deadline(inMilliseconds: 3000)
        invocationID = response.header("lambda-runtime-invocation-id")
        event = response.body
    }
}

/// An event that this function cannot answer.
struct EventError: Error, Equatable {
    /// `Function.` and a word, as the Runtime API wants it.
    let type: String
    /// In words that whoever invokes the function sees, and so without secrets.
    let message: String
}
