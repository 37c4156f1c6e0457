/// One event of Lambda, without what it says: its id and the time that is left.
///
/// <https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-next>
public struct Invocation: Equatable, Sendable {
    /// Its id, which is also in Lambda's own log lines.
    public let requestID: String
    /// The end of Lambda's timeout; the response needs some of this time, too.
    public let deadline: Deadline
    /// Sent back unchanged, so that a late response is not taken for that to a repeated event; nil if there was none.
    let invocationID: String?
    /// The event's JSON as received.
    let event: [UInt8]

    /// An event of a test.
    public init(requestID: String, deadline: Deadline) {
        self.requestID = requestID
        self.deadline = deadline
        invocationID = nil
        event = []
    }

    /// Parses a response of `/runtime/invocation/next`; nil without a request id, which every response needs.
    init?(_ response: HTTPResponse, clock: WallClock) {
        guard let requestID = response.header("lambda-runtime-aws-request-id"), !requestID.isEmpty,
            requestID.utf8.allSatisfy({ $0 > 32 && $0 < 127 && !"/?#%".utf8.contains($0) })
        else { return nil }
        self.requestID = requestID
        let stated = response.header("lambda-runtime-deadline-ms").flatMap { Int64($0) }
        // A function's timeout is three seconds by default and at most 15 minutes.
        deadline =
            stated.map { Deadline(unixMilliseconds: $0).orSooner(clock.deadline(inMilliseconds: 900_000)) }
            ?? clock.deadline(inMilliseconds: 3000)
        invocationID = response.header("lambda-runtime-invocation-id")
        event = response.body
    }
}
