import AWSSigning
import Foundation
import Testing

@testable import AWSClient

@Suite("A server that repeats the request")
struct SecretsInAnswersTests {
    /// Has only characters that a code or a request id may have.
    private static let token = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
    private let log = EventLog()

    /// A client that sends unsigned requests with the token.
    private func client(_ service: Service, _ answer: HTTPResponse) throws -> ServiceClient {
        ServiceClient(
            service: service,
            sender: RetryingSender(
                sender: SignedSender(
                    endpoint: try Endpoint(for: service, region: "eu-west-1"), credentials: nil, secrets: [Self.token],
                    transport: ScriptedTransport(Array(repeating: answer, count: 5)), rateLimiter: nil,
                    time: ClockSkew { 1_790_000_000 }, clock: TestClock().clock),
                retryPolicy: .standard(for: service), retryQuota: RetryQuota(), observer: log.observer))
    }

    private func shown(_ error: any Error) -> String { "\(error) \(log.events)" }

    @Test("reveals no secret in the code, message and request id of an error")
    func refusal() async throws {
        let token = Self.token
        let json = #"{"__type":"\#(token)","message":"no \#(token)\#u{301}: \#(PercentEncoding.encoded(token))"}"#
        let headers = [(name: "x-amzn-RequestId", value: token), (name: "x-amzn-ErrorType", value: token)]
        let client = try client(.dynamoDB, HTTPResponse(400, json, headers: headers))
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                let _: NoOutput = try await client.call(TestOperation.describeTable, ["a": "b"])
            })
        #expect(!shown(error).contains(token.prefix(20)))
        #expect(error.code == "Bad Request" && error.requestID == nil)
        #expect(error.message.utf8.elementsEqual("no [redacted]\u{301}: [redacted]".utf8))
    }

    @Test("reveals no secret in an XML error code")
    func xml() async throws {
        let body =
            "<E><Error><Code>\(Self.token)</Code><Message>m</Message></Error><RequestId>\(Self.token)</RequestId></E>"
        let client = try client(.iam, HTTPResponse(403, body))
        let error = try #require(
            await #expect(throws: ServiceError.self) { _ = try await client.call(TestOperation.getRole, []) })
        #expect(!shown(error).contains(Self.token.prefix(20)))
        #expect(error.code == "Forbidden")
    }

    @Test("reveals no secret in an unreadable response")
    func unreadable() async throws {
        let client = try client(
            .dynamoDB,
            HTTPResponse(200, #"{"tags":{"\#(Self.token)":7}}"#, headers: [("x-amzn-RequestId", Self.token)]))
        struct Output: Decodable { let tags: [String: String] }
        let error = try #require(
            await #expect(throws: UnreadableResponse.self) {
                let _: Output = try await client.call(TestOperation.describeTable, ["a": "b"])
            })
        #expect(error.reason.hasPrefix("the member tags.[redacted] is no"))
        #expect(!shown(error).contains(Self.token.prefix(20)) && error.requestID == nil)
    }

    @Test("reveals no secret in a success")
    func success() async throws {
        let client = try client(.dynamoDB, HTTPResponse(200, "{}", headers: [("x-amzn-RequestId", Self.token)]))
        let _: NoOutput = try await client.call(TestOperation.describeTable, ["a": "b"])
        #expect(log.attempts.map(\.requestID) == [nil])
    }

    @Test("leaves no part of a secret when its text is shortened", arguments: [0, 10, 40])
    func cut(bytesOfIt: Int) async throws {
        let filling = String(repeating: "x", count: OutsideText.mostBytes - bytesOfIt)
        let client = try client(.dynamoDB, HTTPResponse(400, #"{"__type":"E","message":"\#(filling)\#(Self.token)"}"#))
        let error = try #require(
            await #expect(throws: ServiceError.self) {
                let _: NoOutput = try await client.call(TestOperation.describeTable, ["a": "b"])
            })
        #expect(!error.message.contains("eyJ"))
    }

    @Test(
        "can set a code or request id only in AWS's own format",
        arguments: ["<b>x</b>", "a b", "é", "x\u{301}"])
    func names(text: String) {
        let error = ServiceError(
            decoding: HTTPResponse(
                404, #"{"__type":"\#(text)","message":"m"}"#, headers: [("x-amzn-requestid", text)]),
            of: TestOperation.describeTable)
        #expect(error.code == "Not Found" && error.requestID == nil)
    }
}
