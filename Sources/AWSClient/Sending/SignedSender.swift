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

/// Sends a message once: signed for this second, when it is its turn.
struct SignedSender: Sendable {
    let endpoint: Endpoint
    /// Nil for requests that are not signed.
    let credentials: CredentialCache?
    /// What its requests carry that must not be seen, besides the credentials that they are signed with.
    var secrets: [String] = []
    /// What the service's errors mean.
    var rules: [ErrorRule] = []
    let transport: any Transport
    /// Shared by all who ask the same service; nil where nobody is slowed down.
    let rateLimiter: RateLimiter?
    /// Shared by all of a connection.
    let time: ClockSkew
    let clock: ClientClock

    /// Signs a message for this second where it is to be signed, sends it when it is its turn, and reads the answer.
    ///
    /// - Throws: where it could not be sent at all: without credentials, or cancelled.
    func attempt<Output>(
        _ message: OutgoingMessage, for operation: Operation, reading read: (HTTPResponse) throws -> Output
    ) async throws -> AttemptResult<Output> {
        let turn = rateLimiter?.turn(at: clock.uptime()) ?? .zero
        if turn > .zero { try await clock.sleep(turn) }
        let used = try await credentials?.credentials()
        let offset = time.offset
        let redaction = redaction(of: used?.credentials)
        let request = request(message, operation, used?.credentials, at: clock.now() + offset)
        let start = clock.uptime()
        var response: HTTPResponse?
        let result: Result<Output, any Error>
        do {
            let answer = try await transport.send(request)
            response = answer
            guard (200..<300).contains(answer.status) else {
                throw ServiceError(
                    decoding: answer, of: operation, in: endpoint.signingRegion, hiding: redaction, rules: rules)
            }
            result = .success(try read(answer))
        } catch let error as UnreadableResponse {
            result = .failure(error.hiding(redaction))
        } catch let error as TransportError {
            result = .failure(error.hiding(redaction))
        } catch {
            result = .failure(error)
        }
        let end = clock.uptime()
        rateLimiter?.note(isThrottled: isThrottled(result), at: end)
        return AttemptResult(
            credentials: used, timeOffset: offset, response: response,
            requestID: response?.requestID(hiding: redaction), result: result, duration: end - start)
    }

    /// What hides the secrets that a request carries.
    ///
    /// AWS's keys and tokens have 40 characters and more. A shorter one is a local AWS's, as `test`, and no secret; to take
    /// it out could change a code or a message that is acted on.
    private func redaction(of credentials: Credentials?) -> Redaction {
        let signing = [credentials?.secretAccessKey, credentials?.sessionToken].compactMap { $0 }
        return Redaction(signing.filter { $0.utf8.count >= 8 } + secrets)
    }

    private func isThrottled<Output>(_ result: Result<Output, any Error>) -> Bool {
        guard case .failure(let error) = result else { return false }
        return RetryTable.failure(of: error) == .throttling
    }

    /// The request of a message: signed where there are credentials.
    private func request(
        _ message: OutgoingMessage, _ operation: Operation, _ credentials: Credentials?, at time: Int64
    ) -> HTTPRequest {
        let path = endpoint.pathPrefix + message.path
        var headers = [(name: "Host", value: endpoint.authority)] + message.headers
        if let credentials {
            let signer = SigV4(
                credentials: credentials, region: endpoint.signingRegion, service: operation.service.signingName)
            let signable = SignableRequest(
                method: operation.method, path: path, query: message.query, headers: headers, body: Array(message.body))
            headers += signer.headers(for: signable, at: time)
        }
        let query = message.query.isEmpty ? "" : "?\(message.query)"
        return HTTPRequest(
            method: operation.method, url: endpoint.url + message.path + query, headers: headers, body: message.body,
            totalTimeout: Self.totalTimeout(forBodyBytes: message.body.count))
    }

    /// 30 seconds; for an upload two minutes and what a slow line needs for it.
    static func totalTimeout(forBodyBytes count: Int) -> Duration {
        let smallBodyBytes = 1 << 20
        let slowBytesPerSecond = 128 << 10
        return count <= smallBodyBytes ? .seconds(30) : .seconds(120 + count / slowBytesPerSecond)
    }
}

extension UnreadableResponse {
    /// The reason names members, and a name may be anything.
    fileprivate func hiding(_ redaction: Redaction) -> UnreadableResponse {
        UnreadableResponse(
            service: service, operation: operation, reason: OutsideText.shortened(redaction.hiding(in: reason)),
            requestID: requestID.map(redaction.hiding).flatMap(OutsideText.name))
    }
}

extension TransportError {
    fileprivate func hiding(_ redaction: Redaction) -> TransportError {
        var error = self
        error.message = OutsideText.shortened(redaction.hiding(in: message))
        return error
    }
}
