/// The only place that knows what each failure means for a retry.
///
/// Code that waits for eventual consistency asks here too (``ServiceError/isThrottling``). Otherwise it could take an
/// exhausted quota for lag, retry for minutes, and never show AWS's message.
///
/// The first matching row decides; without a match, the failure is final. Where a row names no other source, the lists
/// are those of botocore's "standard" mode (`botocore/retries/standard.py`,
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html>).
enum RetryTable {
    /// How a failure is recognised.
    private enum Sign {
        /// AWS's code, of any service.
        case code(Set<String>)
        /// The HTTP status, whatever the code.
        case status(Set<Int>)
        /// One of libcurl's codes (`CURLcode`): there was no response.
        case curl(Set<Int>)
        /// A proxy answered with an error status.
        case refusedByProxy
        /// There was no response, for any reason.
        case noAnswer
        /// There was a success response that cannot be read.
        case unreadable
    }

    private static let rows: [(sign: Sign, failure: RetryPolicy.Failure)] = [
        // The SDKs have it on their list of throttling by name alone, but most of it is a quota, which no waiting raises. The
        // service's own rules (``ErrorRule``) say what passes by itself. IAM's is `LimitExceeded`, which is on no list.
        (.code(["LimitExceededException"]), .final),
        (
            .code([
                "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
                "TooManyRequestsException", "ProvisionedThroughputExceededException", "TransactionInProgressException",
                "RequestLimitExceeded", "BandwidthLimitExceeded", "RequestThrottled", "SlowDown",
                "PriorRequestNotComplete", "EC2ThrottledException",
            ]), .throttling
        ),
        // A front end that throttles may send no code at all.
        (.status([429]), .throttling),

        // Either the clock is wrong or the credentials have expired. The codes for a wrong clock are those of
        // smithy-typescript (`clockSkew` in `packages/service-error-classification`). A wrong secret and a missing
        // permission give the same codes, so the response's Date must also show a skew.
        (
            .code([
                "InvalidSignatureException", "SignatureDoesNotMatch", "RequestExpired", "RequestTimeTooSkewed",
                "RequestInTheFuture", "AuthFailure", "AccessDeniedException",
            ]), .signature
        ),
        (.code(["ExpiredToken", "ExpiredTokenException"]), .signature),

        // A service reports its own failure, or that of a service behind it, whatever the status.
        (
            .code([
                "RequestTimeout", "RequestTimeoutException", "IDPCommunicationError",
                "ReplicatedWriteConflictException",
            ]), .transient
        ),
        // A server or a proxy failed as a whole.
        (.status([500, 502, 503, 504]), .transient),

        // A retry does not help (libcurl-errors(3)): a bad URL or setting (1, 3, 43), a certificate that is not trusted
        // or not readable (58, 60, 77), a response that is too long (23).
        (.curl([1, 3, 23, 43, 58, 60, 77]), .final),
        // A proxy that rejects the request, or requires a login (407), will do so again.
        (.refusedByProxy, .final),
        // A name was not resolved, a connection failed or broke, or a timeout passed.
        (.noAnswer, .transient),
        // HTML instead of JSON, or a truncated body: a machine on the way to AWS answered, or damaged the response.
        (.unreadable, .transient),
    ]

    /// What an error means for the next attempt.
    static func failure(of error: any Error) -> RetryPolicy.Failure {
        if (error as? ServiceError)?.isThrottledByRule == true { return .throttling }
        return rows.first { fits($0.sign, error) }?.failure ?? .final
    }

    /// Whether an error leaves it unknown if the request was carried out.
    ///
    /// A throttled request, a rejected signature and a request that did not arrive were not carried out. 501 says that
    /// the server does not know the operation.
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
