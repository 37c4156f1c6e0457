import AWSSigning

/// Sends signed requests to one AWS service, over one connection that is kept.
///
/// A request that may have been carried out is never repeated: most operations have no idempotency token.
public final class SignedClient {
    /// The most attempts for one request, as in AWS's SDKs.
    private static let attemptLimit = 4
    /// The longest wait before the second attempt; it doubles for each later one.
    private static let firstDelayMilliseconds: Int64 = 50

    private let service: AWSService
    /// The address of the service.
    let endpoint: Endpoint
    /// Signs with the role's keys.
    let signer: SigV4
    /// Sends the requests.
    private let connection: any HTTPConnection
    private let clock: WallClock
    /// The factor that shortens a wait.
    private let randomFraction: () -> Double

    /// A client that uses `connection` to reach the service at `endpoint`.
    init(
        _ service: AWSService, at endpoint: Endpoint, signer: SigV4, connection: any HTTPConnection, clock: WallClock,
        randomFraction: @escaping () -> Double
    ) {
        self.service = service
        self.endpoint = endpoint
        self.signer = signer
        self.connection = connection
        self.clock = clock
        self.randomFraction = randomFraction
    }

    /// Calls an operation of a service that speaks AWS's JSON protocol.
    ///
    /// It is tried up to four times, but again only if it was certainly not carried out.
    ///
    /// - Parameters:
    ///   - target: the value of `X-Amz-Target`, such as `DynamoDB_20120810.PutItem` or `AmazonSQS.SendMessage`.
    ///   - input: the operation's input, with the names of the service's API.
    ///   - deadline: no attempt goes on after it.
    /// - Returns: the operation's output; an empty object if the answer has no body.
    /// - Throws: `EventError` with the service's code and message, but without secrets. ``answer(to:_:by:)`` gives the
    ///   code by itself.
    public func call(_ target: String, _ input: JSON, by deadline: Deadline) throws(EventError) -> JSON {
        do throws(ServiceFailure) {
            return try answer(to: target, input, by: deadline).output
        } catch {
            let secrets = LineCleaner(hiding: [
                signer.credentials.secretAccessKey, signer.credentials.sessionToken ?? "",
            ])
            let message = "\(service.name) gave no result of \(target): \(error.description)"
            throw EventError(type: "Function.ServiceFailed", message: secrets.line(message, bytes: 500))
        }
    }

    /// Calls an operation as ``call(_:_:by:)`` does, for a caller to whom not every failure is one.
    ///
    /// <https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html>
    ///
    /// - Throws: `ServiceFailure` with the service's code, and the number of attempts.
    public func answer(
        to target: String, _ input: JSON, by deadline: Deadline
    ) throws(ServiceFailure) -> ServiceAnswer {
        let body = input.bytes
        var attempt = 1
        while true {
            do throws(ServiceFailure) {
                return try answer(to: target, body, by: deadline, attempt: attempt)
            } catch {
                let delay = Int64(randomFraction() * Double(Self.firstDelayMilliseconds << Int64(attempt - 1)))
                guard error.isHarmlessToRepeat, attempt < Self.attemptLimit, isTime(for: delay, before: deadline) else {
                    throw error
                }
                clock.sleep(delay)
                attempt += 1
            }
        }
    }

    /// Sends one signed request, once, and returns the response whatever its status: the caller decides on repetition.
    ///
    /// It is not for S3, which has paths and bodies signed in another way.
    ///
    /// - Parameters:
    ///   - method: in upper case.
    ///   - path: begins with a slash, percent-encoded; the path of an endpoint's address comes before it.
    ///   - query: percent-encoded, without the question mark; empty for none.
    ///   - headers: sent and signed, beside `Host` and the signature's own.
    ///   - body: the bytes of the body; empty for none.
    ///   - deadline: the request does not go on after it.
    /// - Throws: `HTTPFailure` if no complete response came; it says whether the request may have been carried out.
    public func send(
        method: String, path: String = "/", query: String = "", headers: [HTTPHeader] = [], body: [UInt8] = [],
        by deadline: Deadline
    ) throws(HTTPFailure) -> HTTPResponse {
        let path = endpoint.path + path.dropFirst()
        // Signed for each attempt anew, since the time is part of the signature.
        let signable = SignableRequest(
            method: method, path: path, query: query,
            headers: headers.map { ($0.name, $0.value) } + [("host", endpoint.hostHeader)], body: body)
        let signature = signer.headers(for: signable, at: clock.nowMilliseconds() / 1000).map {
            HTTPHeader(name: $0.name, value: $0.value)
        }
        return try connection.send(
            HTTPRequest(
                method: method, target: query.isEmpty ? path : "\(path)?\(query)", headers: headers + signature,
                body: body),
            by: deadline)
    }

    /// Sends the request of an operation once.
    private func answer(
        to target: String, _ body: [UInt8], by deadline: Deadline, attempt: Int
    ) throws(ServiceFailure) -> ServiceAnswer {
        let response: HTTPResponse
        do throws(HTTPFailure) {
            response = try send(
                method: "POST",
                headers: [
                    HTTPHeader(name: "Content-Type", value: "application/x-amz-json-\(service.jsonVersion)"),
                    HTTPHeader(name: "X-Amz-Target", value: target),
                ], body: body, by: deadline)
        } catch {
            throw ServiceFailure(error, attempts: attempt)
        }
        guard response.status == 200 else { throw ServiceFailure(response, attempts: attempt) }
        return ServiceAnswer(response: response, attempts: attempt)
    }

    /// Whether there is time for another attempt after that wait.
    private func isTime(for delay: Int64, before deadline: Deadline) -> Bool {
        deadline.remainingMilliseconds(clock).map { $0 > delay } ?? true
    }
}
