import AWSClient
import AWSSigning
import Foundation
import Synchronization

/// A transport that answers from a list and records the requests.
final class ScriptedTransport: Transport {
    typealias Answer = @Sendable () throws -> HTTPResponse

    private let answers: Mutex<[Answer]>
    private let seen = Mutex<[HTTPRequest]>([])

    struct NoMoreAnswers: Error {}

    init(_ answers: [Answer]) {
        self.answers = Mutex(answers)
    }

    convenience init(_ responses: HTTPResponse...) {
        self.init(responses)
    }

    convenience init(_ responses: [HTTPResponse]) {
        self.init(responses.map { response -> Answer in { response } })
    }

    var requests: [HTTPRequest] { seen.withLock { $0 } }

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        seen.withLock { $0.append(request) }
        let answer = answers.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let answer else { throw NoMoreAnswers() }
        return try answer()
    }
}

/// A clock that moves only when someone sleeps, and records the sleeps.
///
/// Each sleep adds a second to `now`, so that the signatures of two attempts differ, and its own length to `uptime`.
final class TestClock: Sendable {
    private let state = Mutex((now: Int64(1_790_000_000), uptime: Duration.zero, slept: [Duration]()))
    private let jitter: @Sendable () -> Double

    init(jitter: @escaping @Sendable () -> Double = { 1 }) {
        self.jitter = jitter
    }

    var slept: [Duration] { state.withLock { $0.slept } }
    var uptime: Duration { state.withLock { $0.uptime } }

    /// Moves the time without a sleep.
    func pass(_ time: Duration) {
        state.withLock { $0.uptime += time }
    }

    var clock: ClientClock {
        ClientClock(
            now: { self.state.withLock { $0.now } },
            uptime: { self.state.withLock { $0.uptime } },
            sleep: { wait in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.slept.append(wait)
                    state.now += 1
                    state.uptime += wait
                }
            },
            jitter: jitter)
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

/// A client of `service` over a script, in eu-west-1, with AWS's "standard" retries.
func scriptedClient(
    _ service: Service, _ transport: ScriptedTransport, clock: TestClock = TestClock(), policy: RetryPolicy? = nil,
    quota: RetryQuota = RetryQuota(), endpoint: Endpoint? = nil, credentials: CredentialCache? = nil,
    observer: ClientObserver? = nil
) throws -> ServiceClient {
    ServiceClient(
        service: service, endpoint: try endpoint ?? Endpoint(for: service, region: "eu-west-1"),
        credentials: credentials ?? CredentialCache(fixed: .test), transport: transport,
        retryPolicy: policy ?? .standard(for: service), retryQuota: quota, clock: clock.clock, observer: observer)
}

/// An observer that records the events.
final class EventLog: Sendable {
    private let kept = Mutex<[ClientEvent]>([])

    var events: [ClientEvent] { kept.withLock { $0 } }

    /// Only the attempts.
    var attempts: [AttemptReport] {
        events.compactMap { event in
            guard case .attempted(let report) = event else { return nil }
            return report
        }
    }

    var observer: ClientObserver {
        { event in self.kept.withLock { $0.append(event) } }
    }
}
