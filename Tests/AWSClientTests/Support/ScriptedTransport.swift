import AWSClient
import AWSSigning
import Foundation
import Synchronization

/// A transport that answers from a list and keeps what it was asked.
final class ScriptedTransport: Transport {
    typealias Answer = @Sendable () throws -> HTTPResponse

    private let answers: Mutex<[Answer]>
    private let seen = Mutex<[HTTPRequest]>([])

    struct NoMoreAnswers: Error {}

    init(_ answers: [Answer]) {
        self.answers = Mutex(answers)
    }

    convenience init(_ responses: HTTPResponse...) {
        self.init(responses.map { response in { response } })
    }

    var requests: [HTTPRequest] { seen.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        seen.withLock { $0.append(request) }
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let answer else { throw NoMoreAnswers() }
        return try answer()
    }
}

/// A clock that stands until someone sleeps, and keeps what was slept.
final class TestClock: Sendable {
    private let state = Mutex((now: Int64(1_790_000_000), slept: [Duration]()))

    var slept: [Duration] { state.withLock { $0.slept } }

    var clock: ClientClock {
        ClientClock(
            now: { self.state.withLock { $0.now } },
            sleep: { wait in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.slept.append(wait)
                    state.now += 1
                }
            },
            jitter: { 1 })
    }
}

extension HTTPResponse {
    /// A response with a text body.
    init(_ status: Int, _ body: String = "", headers: [(name: String, value: String)] = []) {
        self.init(status: status, headers: headers, body: Data(body.utf8))
    }
}

extension Credentials {
    /// Temporary keys whose secrets are easy to find in a text.
    static let test = Credentials(
        accessKeyID: "ASIAEXAMPLE", secretAccessKey: "very-secret-key", sessionToken: "very-secret-token")
}

extension HTTPRequest {
    /// The first header of that name.
    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
}

/// A client of `service` over a script, in eu-west-1.
func scriptedClient(
    _ service: Service, _ transport: ScriptedTransport, clock: TestClock = TestClock(), maxAttempts: Int? = nil,
    quota: RetryQuota = RetryQuota(), endpoint: Endpoint? = nil, onRequest: ServiceClient.Observer? = nil
) throws -> ServiceClient {
    ServiceClient(
        service: service, endpoint: try endpoint ?? Endpoint(for: service, region: "eu-west-1"),
        credentials: CredentialCache(fixed: .test), transport: transport,
        retryPolicy: .standard(for: service, maxAttempts: maxAttempts), retryQuota: quota, clock: clock.clock,
        onRequest: onRequest)
}
