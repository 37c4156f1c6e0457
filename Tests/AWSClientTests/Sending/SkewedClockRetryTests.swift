import Foundation
import Testing

@testable import AWSClient

@Suite("A request that AWS rejects")
struct SkewedClockRetryTests {
    let clock = TestClock()
    let log = EventLog()

    /// The test clock is at Mon, 21 Sep 2026 14:13:20 GMT.
    static func refusal(_ code: String, date: String, status: Int = 403) -> HTTPResponse {
        HTTPResponse(status, #"{"__type":"\#(code)","message":"no"}"#, headers: [("Date", date)])
    }

    static let rightTime = "Mon, 21 Sep 2026 14:13:20 GMT"
    static let hourLater = "Mon, 21 Sep 2026 15:13:20 GMT"

    func call(_ client: ServiceClient) async throws {
        let _: NoOutput = try await client.call(TestOperation.describeTable, ["a": "b"])
    }

    @Test(
        "for a wrong clock is signed again with AWS's time, at once, and the clock is reported",
        arguments: [
            "InvalidSignatureException", "SignatureDoesNotMatch", "RequestExpired", "RequestTimeTooSkewed",
            "RequestInTheFuture", "AuthFailure", "AccessDeniedException",
        ])
    func skew(code: String) async throws {
        let transport = ScriptedTransport(Self.refusal(code, date: Self.hourLater), HTTPResponse(200, "{}"))
        let quota = RetryQuota(tokens: 0)
        let once = RetryPolicy.standard(for: .dynamoDB, maxAttempts: 1)
        let client = try scriptedClient(
            .dynamoDB, transport, clock: clock, policy: once, quota: quota, observer: log.observer)
        try await call(client)
        #expect(transport.requests.map { $0.header("x-amz-date") } == ["20260921T141320Z", "20260921T151321Z"])
        #expect(quota.tokens == 1)
        #expect(log.events.contains(.clockCorrected(secondsAhead: -3600)))
        #expect(log.attempts.map(\.sentAgainAfter) == [.zero, nil])
    }

    @Test("for a wrong clock is signed again even if it is a write: nothing was carried out")
    func skewOfWrite() async throws {
        let transport = ScriptedTransport(
            Self.refusal("InvalidSignatureException", date: Self.hourLater), HTTPResponse(204))
        let client = try scriptedClient(.lambda, transport, clock: clock)
        let _: NoOutput = try await client.call(TestOperation.untag, path: ["Resource": "x"])
        #expect(transport.requests.count == 2)
    }

    @Test("though the clock is right fails with AWS's error, at once")
    func wrongSecret() async throws {
        for date in [Self.rightTime, "Mon, 21 Sep 2026 14:17:20 GMT", "nonsense"] {
            let transport = ScriptedTransport(Self.refusal("SignatureDoesNotMatch", date: date))
            let client = try scriptedClient(.dynamoDB, transport, clock: clock, observer: log.observer)
            let error = await #expect(throws: ServiceError.self) { try await call(client) }
            #expect(error?.code == "SignatureDoesNotMatch")
            #expect(transport.requests.count == 1)
        }
        #expect(log.attempts.count == log.events.count)
    }

    @Test("again with AWS's own time fails: it is not sent a third time")
    func wrongSecretAndClock() async throws {
        let refusal = Self.refusal("SignatureDoesNotMatch", date: Self.hourLater)
        let transport = ScriptedTransport(refusal, refusal)
        let client = try scriptedClient(.dynamoDB, transport, clock: clock, observer: log.observer)
        await #expect(throws: ServiceError.self) { try await call(client) }
        #expect(transport.requests.count == 2)
        #expect(log.events.filter { $0 == .clockCorrected(secondsAhead: -3600) }.count == 1)
    }

    @Test("to assume a role also corrects the time for the role's keys, which do not count as expired")
    func role() async throws {
        let files = try SharedFiles.make(
            config: "[default]\nrole_arn = r\nsource_profile = base\n",
            credentials: "[base]\naws_access_key_id = AKIA\naws_secret_access_key = s\n")
        defer { files.remove() }
        let refusal = "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code></Error></ErrorResponse>"
        // Valid for an hour: by this machine's clock they expire just now.
        let keys = """
            <AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId>
            <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
            <Expiration>2026-09-21T14:13:20Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
            """
        let transport = ScriptedTransport(
            HTTPResponse(403, refusal, headers: [("Date", "Mon, 21 Sep 2026 13:13:20 GMT")]), HTTPResponse(200, keys),
            HTTPResponse(200, "{}"), HTTPResponse(200, "{}"))
        let connection = try await AWSConnection(
            environment: files.environment, region: "eu-west-1", transport: transport, clock: clock.clock,
            observer: log.observer)
        for _ in 1...2 { try await call(connection.client(for: .dynamoDB)) }
        #expect(
            transport.requests.map { $0.header("x-amz-date") } == [
                "20260921T141320Z", "20260921T131321Z", "20260921T131321Z", "20260921T131321Z",
            ])
        #expect(log.attempts.map(\.operation.name) == ["AssumeRole", "AssumeRole", "DescribeTable", "DescribeTable"])
        #expect(log.events.filter { $0 == .clockCorrected(secondsAhead: 3600) }.count == 1)
    }

    @Test("corrects the time for all clients of the connection, and it is reported once")
    func shared() async throws {
        let refusal = Self.refusal("InvalidSignatureException", date: Self.hourLater)
        let transport = ScriptedTransport(refusal, HTTPResponse(200, "{}"), HTTPResponse(200, "{}"))
        let connection = try await AWSConnection(
            environment: ["AWS_ACCESS_KEY_ID": "AKIA", "AWS_SECRET_ACCESS_KEY": "s", "HOME": "/nowhere"],
            region: "eu-west-1",
            transport: transport, clock: clock.clock, observer: log.observer)
        try await call(connection.client(for: .dynamoDB))
        let _: NoOutput = try await connection.client(for: .logs).call(TestOperation.describeLogGroups, ["a": "b"])
        #expect(transport.requests.last?.header("x-amz-date") == "20260921T151321Z")
        #expect(log.events.filter { $0 == .clockCorrected(secondsAhead: -3600) }.count == 1)
    }
}
