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
