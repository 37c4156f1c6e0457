import AWSSigning

/// A client's report of its work; it contains no secret.
public enum ClientEvent: Sendable, Equatable {
    /// An attempt ended.
    case attempted(AttemptReport)
    /// This machine's clock is wrong, by so many seconds ahead of AWS's; negative if it is behind.
    ///
    /// From now on, requests are signed with AWS's time.
    case clockCorrected(secondsAhead: Int64)
}

/// Receives each event as it happens, on any thread.
public typealias ClientObserver = @Sendable (ClientEvent) -> Void

/// One attempt of an operation, and its result.
public struct AttemptReport: Sendable, Equatable {
    /// The result of an attempt.
    public enum Outcome: Sendable, Equatable {
        /// AWS carried out the operation, with this status.
        case done(status: Int)
        /// An error response, with AWS's code, or a response that cannot be read.
        case refused(status: Int, code: String)
        /// No complete response came, for this reason.
        case unanswered(String)
    }

    /// The operation that was sent.
    public let operation: ServiceOperation
    /// The number of this attempt, from 1.
    public let attempt: Int
    /// The result.
    public let outcome: Outcome
    /// The request id for AWS's support; nil if the response had none.
    public let requestID: String?
    /// From sending to the end of the response.
    public let duration: Duration
    /// The wait before it is sent again; nil if this was the last attempt.
    public let sentAgainAfter: Duration?

    /// A report from its parts.
    public init(
        operation: ServiceOperation, attempt: Int, outcome: Outcome, requestID: String? = nil,
        duration: Duration = .zero,
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

/// A finished attempt: what signed it, and its result.
struct AttemptResult<Output> {
    /// Nil if it was not signed.
    let credentials: SourcedCredentials?
    /// The clock offset of the signature, in seconds.
    let timeOffset: Int64
    /// Nil if no complete response came.
    let response: HTTPResponse?
    /// From the response's header.
    let requestID: String?
    let result: Result<Output, any Error>
    let duration: Duration
}

extension AttemptResult {
    /// The report for the observer.
    func report(_ operation: ServiceOperation, _ number: Int, sentAgainAfter wait: Duration? = nil) -> AttemptReport {
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
