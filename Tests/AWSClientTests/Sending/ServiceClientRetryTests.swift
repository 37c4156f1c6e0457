import AWSClient
import AWSSigning
import Foundation
import Synchronization
import Testing

@Suite("A service client's retries")
struct ServiceClientRetryTests {
    let clock = TestClock()
    let broken = TransportError(host: "h", code: 56, message: "reset", mayHaveArrived: true)

    func call(_ client: ServiceClient) async throws {
        let _: NoOutput = try await client.call(TestOperation.describeTable, [String: String]())
    }

    @Test("sign each attempt anew, at its own time")
    func signedAnew() async throws {
        let broken = broken
        let transport = ScriptedTransport([
            { throw broken }, { HTTPResponse(503) }, { HTTPResponse(200, "{}") },
        ])
        try await call(try scriptedClient(.dynamoDB, transport, clock: clock))
        let dates = transport.requests.map { $0.header("x-amz-date") }
        let signatures = transport.requests.map { $0.header("authorization") }
        #expect(Set(dates).count == 3)
        #expect(Set(signatures).count == 3)
        for request in transport.requests {
            #expect(request.headers.filter { $0.name.lowercased() == "authorization" }.count == 1)
        }
        #expect(clock.slept == [.milliseconds(25), .milliseconds(50)])
    }

    @Test("end with the last error after the allowed attempts")
    func exhausted() async throws {
        let transport = ScriptedTransport(HTTPResponse(500), HTTPResponse(502), HTTPResponse(503), HTTPResponse(504))
        let client = try scriptedClient(.dynamoDB, transport, clock: clock)
        let error = await #expect(throws: ServiceError.self) { try await call(client) }
        #expect(error?.status == 504)
        #expect(transport.requests.count == 4)
    }

    @Test("are not made if the response would be the same again")
    func final() async throws {
        let body = #"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no"}"#
        let transport = ScriptedTransport(HTTPResponse(400, body))
        let client = try scriptedClient(.dynamoDB, transport, clock: clock)
        let error = await #expect(throws: ServiceError.self) { try await call(client) }
        #expect(error?.code == "ResourceNotFoundException")
        #expect(clock.slept.isEmpty)
    }

    @Test("wait as long as the server asks")
    func serverHint() async throws {
        let body = #"{"__type":"ThrottlingException"}"#
        let transport = ScriptedTransport(
            HTTPResponse(400, body, headers: [("X-Amz-Retry-After", "2500")]), HTTPResponse(200, "{}"))
        try await call(try scriptedClient(.dynamoDB, transport, clock: clock))
        #expect(clock.slept == [.milliseconds(2500)])
    }

    @Test("take tokens from a shared quota and return them on success")
    func quota() async throws {
        let quota = RetryQuota(tokens: 20)
        let failing = ScriptedTransport(HTTPResponse(500), HTTPResponse(500))
        let client = try scriptedClient(.dynamoDB, failing, clock: clock, quota: quota)
        await #expect(throws: ServiceError.self) { try await call(client) }
        #expect(failing.requests.count == 2)
        #expect(quota.tokens == 6)
        try await call(try scriptedClient(.dynamoDB, ScriptedTransport(HTTPResponse(200, "{}")), quota: quota))
        #expect(quota.tokens == 7)
        let throttled = ScriptedTransport(HTTPResponse(429), HTTPResponse(200, "{}"))
        try await call(try scriptedClient(.dynamoDB, throttled, clock: clock, quota: quota))
        #expect(quota.tokens == 7)
    }

    @Test("go on after throttling with an empty quota in the deployer's policy, and end there in AWS's modes")
    func emptyQuota() async throws {
        func call(_ status: Int, _ policy: RetryPolicy) async throws {
            let transport = ScriptedTransport(HTTPResponse(status), HTTPResponse(200, "{}"))
            let client = try scriptedClient(
                .dynamoDB, transport, clock: clock, policy: policy, quota: RetryQuota(tokens: 4))
            try await self.call(client)
        }
        try await call(429, .deployer(for: .dynamoDB))
        #expect(clock.slept == [.seconds(20)])
        await #expect(throws: ServiceError.self) { try await call(500, .deployer(for: .dynamoDB)) }
        await #expect(throws: ServiceError.self) { try await call(429, .standard(for: .dynamoDB)) }
        await #expect(throws: ServiceError.self) { try await call(429, .adaptive(for: .dynamoDB)) }
        try await call(500, .legacy(for: .dynamoDB))
    }

    @Test("wait for Lambda's Retry-After in seconds, but ignore one that is no number")
    func retryAfter() async throws {
        for (value, wait) in [
            ("3", 3), ("Wed, 21 Oct 2026 07:28:00 GMT", 1), ("-5", 1), ("99999999999999999999", 1), ("\(Int64.max)", 6),
            ("\(Int64.min)", 1),
        ] {
            let clock = TestClock()
            let transport = ScriptedTransport(
                HTTPResponse(429, "", headers: [("Retry-After", value)]), HTTPResponse(200, "{}"))
            try await self.call(try scriptedClient(.dynamoDB, transport, clock: clock))
            #expect(clock.slept == [.seconds(wait)])
        }
    }

    @Test("are made for a read whose success response cannot be read")
    func unreadable() async throws {
        struct Output: Decodable { let name: String }
        let transport = ScriptedTransport(
            HTTPResponse(200, "<html>sign in</html>"), HTTPResponse(200, #"{"name":"#), HTTPResponse(200, "{}"),
            HTTPResponse(200, #"{"name":"T"}"#))
        let client = try scriptedClient(.dynamoDB, transport, clock: clock)
        let output: Output = try await client.call(TestOperation.describeTable, ["a": "b"])
        #expect(output.name == "T")
        #expect(transport.requests.count == 4)
    }

    @Test("end when the task is cancelled while it waits")
    func cancelled() async throws {
        let transport = ScriptedTransport(HTTPResponse(500), HTTPResponse(200, "{}"))
        let client = try scriptedClient(.dynamoDB, transport, clock: clock) { _ in
            withUnsafeCurrentTask { $0?.cancel() }
        }
        let task = Task { try await call(client) }
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(transport.requests.count == 1)
    }

    @Test("leave no secret in an error, even if AWS repeats the request")
    func secrets() async throws {
        let message = "The Canonical String should have been 'x-amz-security-token:very-secret-token' very-secret-key"
        let body = #"{"__type":"InvalidSignatureException","message":"\#(message)"}"#
        let client = try scriptedClient(.dynamoDB, ScriptedTransport(HTTPResponse(400, body)), clock: clock)
        let error = try #require(await #expect(throws: ServiceError.self) { try await call(client) })
        #expect(!"\(error)".contains("very-secret"))
        #expect(error.message == "The Canonical String should have been 'x-amz-security-token:[redacted]' [redacted]")
        #expect(error.isCredentialProblem)
    }
}
