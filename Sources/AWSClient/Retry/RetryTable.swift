/// What each way in which a request can fail means for sending it again: the one place that knows.
///
/// Whoever waits for what passes by itself asks here too (``ServiceError/isThrottling``): a quota that were lag to one and
/// final to the other would be retried for minutes, and AWS's words never shown.
///
/// The first row that fits decides; what none fits is final. The lists are those of botocore's "standard" mode
/// (`botocore/retries/standard.py`, <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>) where
/// no other source stands beside a row.
enum RetryTable {
    /// What a failure is known by.
    private enum Sign {
        /// AWS's code, of any service.
        case code(Set<String>)
        /// The HTTP status, whatever the code.
        case status(Set<Int>)
        /// One of libcurl's codes (`CURLcode`): there was no answer.
        case curl(Set<Int>)
        /// A proxy between answered with a status that says no.
        case refusedByProxy
        /// There was no answer, for any reason.
        case noAnswer
        /// There was an answer of success that nobody can read.
        case unreadable
    }

    private static let rows: [(sign: Sign, failure: RetryPolicy.Failure)] = [
        // The SDKs have it on their list of throttling by name alone, but most of it is a quota, which no waiting raises; what
        // passes by itself is told by the service's own rules (``ErrorRule``). IAM's is `LimitExceeded`, which is on no list.
        (.code(["LimitExceededException"]), .final),
        (
            .code([
                "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
                "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
                "RequestLimitExceeded", "BandwidthLimitExceeded", "RequestThrottled", "SlowDown",
                "PriorRequestNotComplete", "EC2ThrottledException",
            ]), .throttling
        ),
        // A front end that throttles may name no code at all.
        (.status([429]), .throttling),

        // Either the clock is wrong or the credentials are over. The codes that a wrong clock may come as are those of
        // smithy-typescript (`clockSkew` in `packages/service-error-classification`); a wrong secret and a missing right
        // come as the same, so that the answer's Date has to agree.
        (
            .code([
                "InvalidSignatureException", "SignatureDoesNotMatch", "RequestExpired", "RequestTimeTooSkewed",
                "RequestInTheFuture", "AuthFailure", "AccessDeniedException",
            ]), .signature
        ),
        (.code(["ExpiredToken", "ExpiredTokenException"]), .signature),

        // What a service says of itself or of another behind it, whatever the status.
        (
            .code([
                "RequestTimeout", "RequestTimeoutException", "IDPCommunicationError",
                "ReplicatedWriteConflictException",
            ]), .transient
        ),
        // A server or a proxy that failed as a whole.
        (.status([500, 502, 503, 504]), .transient),

        // What no second attempt changes (libcurl-errors(3)): a bad URL or setting (1, 3, 43), a certificate that is not
        // trusted or not readable (58, 60, 77), an answer that is too long (23).
        (.curl([1, 3, 23, 43, 58, 60, 77]), .final),
        // A proxy that does not let the request through, or asks who it is (407), will not a moment later either.
        (.refusedByProxy, .final),
        // A name that was not resolved, a connection that could not be made or broke, a time-out.
        (.noAnswer, .transient),
        // HTML instead of JSON, a body that was cut: something between here and AWS answered, or broke the answer.
        (.unreadable, .transient),
    ]

    /// What an error of an attempt means for the next one.
    static func failure(of error: any Error) -> RetryPolicy.Failure {
        if (error as? ServiceError)?.isThrottledByRule == true { return .throttling }
        return rows.first { fits($0.sign, error) }?.failure ?? .final
    }

    /// Whether nobody can tell from an error if the request was carried out.
    ///
    /// A throttled request and one whose signature was refused were not; neither was one that did not arrive. 501 says
    /// that the server does not know how.
    static func leavesOutcomeUnknown(_ error: any Error) -> Bool {
        switch error {
        case let error as TransportError: return error.mayHaveArrived
        case is UnreadableResponse: return true
        case let error as ServiceError:
            switch failure(of: error) {
            case .throttling, .signature: return false
            case .transient: return true
            case .final: return error.status >= 500 && error.status != 501
            }
        default: return false
        }
    }

    private static func fits(_ sign: Sign, _ error: any Error) -> Bool {
        switch (sign, error) {
        case (.code(let codes), let error as ServiceError): return codes.contains(error.code)
        case (.status(let statuses), let error as ServiceError): return statuses.contains(error.status)
        case (.curl(let codes), let error as TransportError): return codes.contains(error.code)
        case (.refusedByProxy, let error as TransportError):
            guard case .proxy(_, let status?) = error.cause else { return false }
            return status < 500
        case (.noAnswer, is TransportError), (.unreadable, is UnreadableResponse): return true
        default: return false
        }
    }
}

extension ServiceError {
    /// Whether nothing was carried out since too much was asked at once: the same request may be taken a while later.
    public var isThrottling: Bool { RetryTable.failure(of: self) == .throttling }

    /// Whether the request was good and AWS too busy, or broken: in a while it may be done.
    public var isPassing: Bool {
        switch RetryTable.failure(of: self) {
        case .transient, .throttling: true
        case .signature, .final: status >= 500
        }
    }
}

extension ServiceError {
    /// What this error means to a read, a deletion or a write, by its service's rules.
    ///
    /// Where none fits it is final: a quota, a forbidden public policy, a wrong description.
    public func classification(during kind: CallKind) -> ErrorClassification {
        let found = rules.first { $0.matches(self, during: kind) }?.classification
        if case .throttled = found { return found ?? .final }
        return isThrottling ? .throttled("\(service) is asked too much at once") : found ?? .final
    }

    /// The service's own words for people; nil where it has none.
    public var words: ErrorRule.Words? { rules.first { $0.words != nil && $0.matches(self, during: .write) }?.words }

    /// Whether the service's rules say that nothing was carried out since too much was asked at once.
    var isThrottledByRule: Bool {
        guard case .throttled = rules.first(where: { $0.matches(self, during: nil) })?.classification else {
            return false
        }
        return true
    }
}
