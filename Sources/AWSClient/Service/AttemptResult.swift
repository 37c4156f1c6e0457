import AWSSigning

/// An attempt that ended: what it was signed with, and what came back.
struct AttemptResult<Output> {
    /// Nil where it was not signed.
    let credentials: SourcedCredentials?
    /// The offset of AWS's time that it was signed with, in seconds.
    let timeOffset: Int64
    /// Nil where no whole answer came.
    let response: HTTPResponse?
    /// The answer's own, from its header.
    let requestID: String?
    let result: Result<Output, any Error>
    let duration: Duration
}

extension AttemptResult {
    /// What the observer is told.
    func report(_ operation: Operation, _ number: Int, sentAgainAfter wait: Duration? = nil) -> AttemptReport {
        AttemptReport(
            operation: operation, attempt: number, outcome: outcome, requestID: shownRequestID, duration: duration,
            sentAgainAfter: wait)
    }

    private var outcome: AttemptReport.Outcome {
        switch result {
        case .success: .done(status: response?.status ?? 0)
        case .failure(let error as ServiceError): .refused(status: error.status, code: error.code)
        case .failure(let error as TransportError): .unanswered(error.message)
        case .failure(is UnreadableResponse): .refused(status: response?.status ?? 0, code: "unreadable")
        case .failure(is CancellationError): .unanswered("cancelled")
        case .failure(let error): .unanswered("\(type(of: error))")
        }
    }

    private var shownRequestID: String? {
        if case .failure(let error as ServiceError) = result { return error.requestID }
        return requestID
    }
}
