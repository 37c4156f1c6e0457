import AWSSigning
import Foundation

/// A request that is complete but for what each attempt adds: the time and the signature.
struct OutgoingMessage: Sendable {
    /// Percent-encoded, without the endpoint's own prefix.
    let path: String
    /// Percent-encoded, without the question mark.
    let query: String
    let headers: [(name: String, value: String)]
    let body: Data
}

/// One message's way to a service and back: signed, sent, and sent again as the policy allows.
///
/// It does not know what the message says: ``ServiceClient`` writes it and reads the answer.
struct Exchange: Sendable {
    let endpoint: Endpoint
    /// Nil for requests that are not signed.
    let credentials: CredentialCache?
    let transport: any Transport
    let retryPolicy: RetryPolicy
    let retryQuota: RetryQuota
    let clock: ClientClock
    let onRequest: RequestObserver?

    /// Sends a message until it is answered with success, or not to be sent again.
    ///
    /// A write whose answer is lost is sent again, as the SDKs do: what uses this client looks before it writes, so that
    /// a write done twice is found done.
    func send(_ message: OutgoingMessage, for operation: Operation) async throws -> HTTPResponse {
        var attempt = 1
        var lastCost: Int?
        while true {
            var hint: Duration?
            do {
                let answer = try await sendOnce(message, for: operation, attempt: attempt)
                hint = Self.retryHint(answer)
                if (200..<300).contains(answer.response.status) {
                    retryQuota.refund(lastCost)
                    return answer.response
                }
                throw serviceError(answer, operation)
            } catch {
                let failure = RetryPolicy.Failure(of: error, for: operation.service)
                let decision = retryPolicy.decision(
                    after: failure, attempt: attempt, jitter: clock.jitter(), serverHint: hint)
                guard case .retry(let wait, let cost) = decision, retryQuota.take(cost) else { throw error }
                lastCost = cost
                try await clock.sleep(wait)
                attempt += 1
            }
        }
    }

    /// An answer, and what it was asked with: some of AWS's messages repeat what was sent.
    private struct Answer {
        let response: HTTPResponse
        let credentials: Credentials?
    }

    /// One attempt, signed for this second.
    private func sendOnce(_ message: OutgoingMessage, for operation: Operation, attempt: Int) async throws -> Answer {
        let credentials = try await credentials?.credentials().credentials
        let path = endpoint.pathPrefix + message.path
        var headers = [(name: "Host", value: endpoint.authority)] + message.headers
        if let credentials {
            let signer = SigV4(
                credentials: credentials, region: endpoint.signingRegion, service: operation.service.signingName)
            let signable = SignableRequest(
                method: operation.method, path: path, query: message.query, headers: headers, body: Array(message.body))
            headers += signer.headers(for: signable, at: clock.now())
        }
        let query = message.query.isEmpty ? "" : "?\(message.query)"
        let request = HTTPRequest(
            method: operation.method, url: endpoint.url + message.path + query, headers: headers, body: message.body,
            totalTimeout: Self.totalTimeout(forBodyBytes: message.body.count))
        onRequest?(operation, attempt)
        return Answer(response: try await transport.send(request), credentials: credentials)
    }

    /// 30 seconds; for an upload two minutes and what a slow line needs for it.
    static func totalTimeout(forBodyBytes count: Int) -> Duration {
        let smallBodyBytes = 1 << 20
        let slowBytesPerSecond = 128 << 10
        return count <= smallBodyBytes ? .seconds(30) : .seconds(120 + count / slowBytesPerSecond)
    }

    /// `x-amz-retry-after`, in milliseconds.
    private static func retryHint(_ answer: Answer) -> Duration? {
        answer.response.header("x-amz-retry-after").flatMap { Int64($0) }.flatMap { $0 >= 0 ? .milliseconds($0) : nil }
    }

    /// The error an answer tells, without the secrets that AWS's text may repeat: the canonical request in a
    /// SignatureDoesNotMatch holds the session token.
    private func serviceError(_ answer: Answer, _ operation: Operation) -> ServiceError {
        let error = ServiceError(decoding: answer.response, of: operation)
        let secrets = [answer.credentials?.secretAccessKey, answer.credentials?.sessionToken].compactMap { $0 }
        let message = secrets.filter { !$0.isEmpty }.reduce(error.message) {
            $0.replacingOccurrences(of: $1, with: "[redacted]")
        }
        return ServiceError(
            service: error.service, operation: error.operation, code: error.code, message: message,
            status: error.status, requestID: error.requestID)
    }
}
