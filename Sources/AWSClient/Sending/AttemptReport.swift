import AWSSigning

/// What a client tells of its work while it goes on; no secret is in it.
public enum ClientEvent: Sendable, Equatable {
    /// An attempt ended.
    case attempted(AttemptReport)
    /// This machine's clock is off, by so many seconds ahead of AWS's, or behind where that is negative.
    ///
    /// Requests are signed with AWS's time from here on.
    case clockCorrected(secondsAhead: Int64)
}

/// Told of each event as it happens, from any thread.
public typealias ClientObserver = @Sendable (ClientEvent) -> Void

/// One attempt to have an operation carried out, and what became of it.
public struct AttemptReport: Sendable, Equatable {
    /// What came back.
    public enum Outcome: Sendable, Equatable {
        /// AWS did as it was asked, with this status.
        case done(status: Int)
        /// An answer that is none: AWS's code, or that it cannot be read.
        case refused(status: Int, code: String)
        /// No whole answer came, for this reason.
        case unanswered(String)
    }

    /// What was asked.
    public let operation: Operation
    /// How often it was sent by now, the first being 1.
    public let attempt: Int
    /// What came back.
    public let outcome: Outcome
    /// What AWS's support asks for; nil where the answer had none.
    public let requestID: String?
    /// From sending to the answer's end.
    public let duration: Duration
    /// How long until it is sent again; nil where this was the last attempt.
    public let sentAgainAfter: Duration?

    /// A report as a sender or a test makes it.
    public init(
        operation: Operation, attempt: Int, outcome: Outcome, requestID: String? = nil, duration: Duration = .zero,
        sentAgainAfter: Duration? = nil
    ) {
        self.operation = operation
        self.attempt = attempt
        self.outcome = outcome
        self.requestID = requestID
        self.duration = duration
        self.sentAgainAfter = sentAgainAfter
    }
}

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
