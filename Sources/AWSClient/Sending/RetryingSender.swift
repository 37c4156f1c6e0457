import Foundation

/// Sends a message: signs it, sends it, and sends it again as the policy allows.
///
/// It does not know the content: ``ServiceClient`` encodes the message and decodes the response.
struct RetryingSender: Sendable {
    var sender: SignedSender
    let retryPolicy: RetryPolicy
    let retryQuota: RetryQuota
    let observer: ClientObserver?

    /// The progress of one message.
    private struct RetryState {
        /// How often it was sent.
        var sent = 0
        /// How many failures count against the policy's attempts.
        var failures = 0
        var lastCost: Int?
        var isSignedWithNewTime = false
        var isSignedWithNewCredentials = false
    }

    /// Sends a message until it succeeds or must not be sent again.
    ///
    /// A read is sent again as the policy allows; a write only if it is certain that nothing was carried out.
    ///
    /// - Parameter read: decodes a response, or throws ``UnreadableResponse``.
    /// - Throws: ``LostResponse`` for a write that may have been carried out; otherwise the last error.
    func send<Output>(
        _ message: OutgoingMessage, for operation: ServiceOperation, reading read: (HTTPResponse) throws -> Output
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

    /// The wait before the message is sent again; nil to give up.
    private func wait<Output>(
        after error: any Error, in attempt: AttemptResult<Output>, of operation: ServiceOperation,
        _ state: inout RetryState
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

    /// Whether to sign again after a rejected signature: with AWS's own time, or with newer credentials.
    ///
    /// Each is tried once per message, and counts neither as an attempt nor against the quota: it does not overload a
    /// service.
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

    /// The error for the caller.
    private func outcome(of error: any Error, for operation: ServiceOperation) -> any Error {
        operation.access == .write && RetryTable.leavesOutcomeUnknown(error)
            ? LostResponse(operation, cause: error) : error
    }

    /// The wait that the response asks for.
    ///
    /// `x-amz-retry-after` is in milliseconds. `Retry-After` (RFC 9110, 10.2.3), which Lambda sends with its 429, is in
    /// seconds.
    private static func retryHint(_ response: HTTPResponse) -> Duration? {
        func number(_ header: String) -> Int64? { response.header(header).flatMap { Int64($0) }.map { max(0, $0) } }
        if let milliseconds = number("x-amz-retry-after") { return .milliseconds(milliseconds) }
        return response.status == 429 ? number("retry-after").map { .seconds($0) } : nil
    }
}
