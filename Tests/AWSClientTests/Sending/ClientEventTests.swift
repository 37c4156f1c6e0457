import Foundation
import Testing

@testable import AWSClient

@Suite("An observer of a client")
struct ClientEventTests {
    let clock = TestClock()
    let log = EventLog()

    @Test("gets the result and duration of each attempt, and when it is sent again")
    func attempts() async throws {
        let clock = clock
        let transport = ScriptedTransport([
            {
                clock.pass(.milliseconds(200))
                return HTTPResponse(429, "", headers: [("x-amzn-RequestId", "id-1")])
            },
            { throw TransportError(host: "h", code: 7, message: "refused", mayHaveArrived: false) },
            { HTTPResponse(200, "<html>") },
            { HTTPResponse(200, "{}", headers: [("x-amzn-RequestId", "id-4")]) },
        ])
        let client = try scriptedClient(.dynamoDB, transport, clock: clock, observer: log.observer)
        let _: NoOutput = try await client.call(TestOperation.describeTable, ["a": "b"])
        func report(
            _ attempt: Int, _ outcome: AttemptReport.Outcome, _ id: String?, took: Int = 0, again: Int?
        ) -> AttemptReport {
            AttemptReport(
                operation: TestOperation.describeTable, attempt: attempt, outcome: outcome, requestID: id,
                duration: .milliseconds(took), sentAgainAfter: again.map { .milliseconds($0) })
        }
        #expect(
            log.attempts == [
                report(1, .refused(status: 429, code: "Too Many Requests"), "id-1", took: 200, again: 1000),
                report(2, .unanswered("refused"), nil, again: 50),
                report(3, .refused(status: 200, code: "unreadable"), nil, again: 100),
                report(4, .done(status: 200), "id-4", again: nil),
            ])
    }

    @Test("sees that the last failed attempt is not sent again")
    func last() async throws {
        let transport = ScriptedTransport(HTTPResponse(400, #"{"__type":"ValidationException"}"#))
        let client = try scriptedClient(.dynamoDB, transport, clock: clock, observer: log.observer)
        await #expect(throws: ServiceError.self) {
            let _: NoOutput = try await client.call(TestOperation.describeTable, ["a": "b"])
        }
        #expect(log.attempts.map(\.outcome) == [.refused(status: 400, code: "ValidationException")])
        #expect(log.attempts.map(\.sentAgainAfter) == [nil])
    }
}
