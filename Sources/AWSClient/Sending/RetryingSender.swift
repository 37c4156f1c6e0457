import Foundation

/// One message's way to a service and back: signed, sent, and sent again as the policy allows.
///
/// It does not know what the message says: ``ServiceClient`` writes it and reads the answer.
struct RetryingSender: Sendable {
    var sender: SignedSender
    let retryPolicy: RetryPolicy
    let retryQuota: RetryQuota
    let observer: ClientObserver?

    /// How far a message has come.
    private struct RetryState {
        /// How often it was sent.
        var sent = 0
        /// How often it failed in a way that counts against the policy's attempts.
        var failures = 0
        var lastCost: Int?
        var isSignedWithNewTime = false
        var isSignedWithNewCredentials = false
    }

    /// Sends a message until it is answered with success, or not to be sent again.
    ///
    /// A read is sent again as the policy allows; a write only where it is certain that nothing was carried out.
    ///
    /// - Parameter read: makes the output of an answer, or throws ``UnreadableResponse``.
    /// - Throws: ``UnknownOutcome`` for a write that may have been carried out; else the last error.
    func send<Output>(
        _ message: OutgoingMessage, for operation: Operation, reading read: (HTTPResponse) throws -> Output
    ) async throws -> Output {
        var state = RetryState()
        while true {
            let attempt = try await sender.attempt(message, for: operation, reading: read)
            state.sent += 1
            switch attempt.result {
            case .success(let output):
                retryQuota.refund(state.lastCost)
                observer?(.attempted(attempt.report(operation, state.sent)))
                return output
            case .failure(let error):
                let wait = await wait(after: error, in: attempt, of: operation, &state)
                observer?(.attempted(attempt.report(operation, state.sent, sentAgainAfter: wait)))
                guard let wait else { throw outcome(of: error, for: operation) }
                try await sender.clock.sleep(wait)
            }
        }
    }

    /// How long to wait before the message is sent again; nil where the failure stands.
    private func wait<Output>(
        after error: any Error, in attempt: AttemptResult<Output>, of operation: Operation, _ state: inout RetryState
    ) async -> Duration? {
        let failure = RetryTable.failure(of: error)
        if failure == .signature {
            return await isToBeSignedAnew(after: error, in: attempt, &state) ? .zero : nil
        }
        guard operation.access == .read || !RetryTable.leavesOutcomeUnknown(error) else {
            return nil
        }
        state.failures += 1
        let decision = retryPolicy.decision(
            after: failure, attempt: state.failures, jitter: sender.clock.jitter(),
            serverHint: attempt.response.flatMap(Self.retryHint))
        guard case .retry(let wait, let cost) = decision else { return nil }
        let isPaid = retryQuota.take(cost)
        state.lastCost = isPaid ? cost : nil
        return isPaid ? wait : retryPolicy.waitWithoutQuota(after: failure)
    }

    /// Whether a signature that was refused would be another one now: by AWS's own time, or with newer credentials.
    ///
    /// Each is tried once for a message, and counts neither as an attempt nor against the quota: it is no load that a
    /// service could be too weak for.
    private func isToBeSignedAnew<Output>(
        after error: any Error, in attempt: AttemptResult<Output>, _ state: inout RetryState
    ) async -> Bool {
        guard let credentials = sender.credentials, let used = attempt.credentials else { return false }
        if !state.isSignedWithNewTime, let response = attempt.response {
            let correction = sender.time.correct(by: response, signedWith: attempt.timeOffset)
            if case .made(let secondsAhead) = correction {
                observer?(.clockCorrected(secondsAhead: secondsAhead))
            }
            state.isSignedWithNewTime = correction != .none
            if state.isSignedWithNewTime { return true }
        }
        guard !state.isSignedWithNewCredentials, (error as? ServiceError)?.isExpiredCredentials == true else {
            return false
        }
        state.isSignedWithNewCredentials = await credentials.renewed(after: used)
        return state.isSignedWithNewCredentials
    }

    /// The error that the caller gets.
    private func outcome(of error: any Error, for operation: Operation) -> any Error {
        operation.access == .write && RetryTable.leavesOutcomeUnknown(error)
            ? UnknownOutcome(operation, cause: error) : error
    }

    /// How long the answer asks to wait: `x-amz-retry-after` holds milliseconds; `Retry-After` (RFC 9110, 10.2.3), which
    /// Lambda sends with its 429, seconds.
    private static func retryHint(_ response: HTTPResponse) -> Duration? {
        func number(_ header: String) -> Int64? { response.header(header).flatMap { Int64($0) }.map { max(0, $0) } }
        if let milliseconds = number("x-amz-retry-after") { return .milliseconds(milliseconds) }
        return response.status == 429 ? number("retry-after").map { .seconds($0) } : nil
    }
}
