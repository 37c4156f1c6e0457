import Foundation
import Testing

@testable import AWSClient

@Suite("A write")
struct LostResponseTests {
    let clock = TestClock()

    func write(_ transport: ScriptedTransport, _ observer: ClientObserver? = nil) async throws {
        let client = try scriptedClient(.lambda, transport, clock: clock, observer: observer)
        let _: NoOutput = try await client.call(TestOperation.untag, path: ["Resource": "x"])
    }

    static func reset(mayHaveArrived: Bool) -> TransportError {
        TransportError(host: "h", code: 56, message: "reset", mayHaveArrived: mayHaveArrived)
    }

    @Test(
        "is not sent again if the response leaves its outcome unknown",
        arguments: [
            HTTPResponse(500), HTTPResponse(502, "<html>bad gateway</html>"), HTTPResponse(503), HTTPResponse(504),
            HTTPResponse(200, "<html>sign in</html>"), HTTPResponse(201, #"{"cut":"#),
        ])
    func unknown(answer: HTTPResponse) async throws {
        let transport = ScriptedTransport(answer)
        let error = await #expect(throws: LostResponse.self) { try await write(transport) }
        #expect(error?.operation == TestOperation.untag)
        let cause = try #require(error?.cause)
        #expect(cause is ServiceError || cause is UnreadableResponse)
        #expect(transport.requests.count == 1)
        #expect(clock.slept.isEmpty)
    }

    /// A login whose own request has an unknown outcome.
    struct LostLogin: CredentialProvider {
        let name = "login"

        func credentials() throws -> CredentialLookup {
            throw LostResponse(TestOperation.untag, cause: LostResponseTests.reset(mayHaveArrived: true))
        }
    }

    @Test("is not sent if its login fails in any way: the outcome is known, and the login's error is reported")
    func login() async throws {
        let transport = ScriptedTransport()
        let cache = CredentialCache(CredentialChain([LostLogin()], now: { 0 }), now: { 0 })
        let client = try scriptedClient(.lambda, transport, credentials: cache)
        let error = await #expect(throws: CredentialError.self) {
            let _: NoOutput = try await client.call(TestOperation.untag, path: ["Resource": "x"])
        }
        #expect(error?.broken?.reason == "h could not be reached: reset")
        #expect(transport.requests.isEmpty)
    }

    @Test("to a query service is not sent again either if the response is HTML")
    func query() async throws {
        let transport = ScriptedTransport(HTTPResponse(200, "<html><body>hello</body></html>"))
        let client = try scriptedClient(.iam, transport)
        let error = await #expect(throws: LostResponse.self) {
            _ = try await client.call(TestOperation.deleteRole, [])
        }
        #expect(error?.cause is UnreadableResponse)
        #expect(transport.requests.count == 1)
    }

    @Test("is not sent again if it may have arrived before the connection broke, and the error says why")
    func broken() async throws {
        let transport = ScriptedTransport([{ throw Self.reset(mayHaveArrived: true) }])
        let error = await #expect(throws: LostResponse.self) { try await write(transport) }
        #expect(error?.cause as? TransportError == Self.reset(mayHaveArrived: true))
        #expect(transport.requests.count == 1)
    }

    @Test("is sent again if nothing was carried out: not arrived, throttled")
    func certain() async throws {
        let transport = ScriptedTransport([
            { throw Self.reset(mayHaveArrived: false) }, { HTTPResponse(429) }, { HTTPResponse(204) },
        ])
        try await write(transport)
        #expect(transport.requests.count == 3)
    }

    @Test("ends with the last error if no attempt arrives, since its outcome is known")
    func notArrived() async throws {
        let transport = ScriptedTransport([
            { throw Self.reset(mayHaveArrived: false) }, { throw Self.reset(mayHaveArrived: false) },
            { throw Self.reset(mayHaveArrived: false) },
        ])
        await #expect(throws: TransportError.self) { try await write(transport) }
        #expect(transport.requests.count == 3)
    }

    @Test("ends with AWS's error if it is rejected", arguments: [400, 403, 404, 409, 412])
    func refused(status: Int) async throws {
        let transport = ScriptedTransport(HTTPResponse(status, #"{"code":"X"}"#))
        await #expect(throws: ServiceError.self) { try await write(transport) }
        #expect(transport.requests.count == 1)
    }

    @Test("ends as cancelled if it is cancelled")
    func cancelled() async throws {
        let transport = ScriptedTransport([{ throw CancellationError() }])
        await #expect(throws: CancellationError.self) { try await write(transport) }
    }

    @Test("shows no secret in the error, even if the server repeats it")
    func secrets() async throws {
        let body = #"{"code":"very-secret-token","message":"very-secret-key"}"#
        let log = EventLog()
        let transport = ScriptedTransport(HTTPResponse(500, body, headers: [("x-amzn-requestid", "very-secret-token")]))
        let error = await #expect(throws: LostResponse.self) { try await write(transport, log.observer) }
        #expect(!"\(String(describing: error)) \(log.events)".contains("very-secret"))
    }
}
