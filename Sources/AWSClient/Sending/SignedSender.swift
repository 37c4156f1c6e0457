import AWSSigning
import Foundation

/// A request without the parts that each attempt adds: the time and the signature.
struct OutgoingMessage: Sendable {
    /// Percent-encoded, without the endpoint's path prefix.
    let path: String
    /// Percent-encoded, without the question mark.
    let query: String
    let headers: [(name: String, value: String)]
    let body: Data
}

/// Sends a message once: waits for its turn, then signs it with the current time.
struct SignedSender: Sendable {
    let endpoint: Endpoint
    /// Nil for requests that are not signed.
    let credentials: CredentialCache?
    /// Other secrets in the requests, besides the credentials.
    var secrets: [String] = []
    /// What the service's errors mean.
    var rules: [ErrorRule] = []
    var transport: any Transport
    /// Shared by all requests to the same service; nil for no limit.
    let rateLimiter: RateLimiter?
    /// Shared by the whole connection.
    let time: ClockSkew
    let clock: ClientClock

    /// Waits for its turn, signs the message if there are credentials, sends it and reads the response.
    ///
    /// - Throws: if it could not be sent at all: no credentials were found, or the task was cancelled.
    func attempt<Output>(
        _ message: OutgoingMessage, for operation: ServiceOperation, reading read: (HTTPResponse) throws -> Output
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

    /// Hides the secrets of a request.
    ///
    /// AWS's keys and tokens have at least 40 characters. A shorter one, such as `test`, belongs to a local AWS and is
    /// no secret; hiding it could change a code or a message on which the program depends.
    private func redaction(of credentials: Credentials?) -> Redaction {
        let signing = [credentials?.secretAccessKey, credentials?.sessionToken].compactMap { $0 }
        return Redaction(signing.filter { $0.utf8.count >= 8 } + secrets)
    }

    private func isThrottled<Output>(_ result: Result<Output, any Error>) -> Bool {
        guard case .failure(let error) = result else { return false }
        return RetryTable.failure(of: error) == .throttling
    }

    /// The request for a message, signed if there are credentials.
    private func request(
        _ message: OutgoingMessage, _ operation: ServiceOperation, _ credentials: Credentials?, at time: Int64
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

    /// 30 seconds; for an upload, two minutes plus the time that a slow line needs.
    static func totalTimeout(forBodyBytes count: Int) -> Duration {
        let smallBodyBytes = 1 << 20
        let slowBytesPerSecond = 128 << 10
        return count <= smallBodyBytes ? .seconds(30) : .seconds(120 + count / slowBytesPerSecond)
    }
}

extension UnreadableResponse {
    /// The reason names members of the response, and a name may be anything.
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
