import AWSClient
import Foundation
import Testing

@Suite("The curl transport over TLS")
struct CurlTransportTLSTests {
    private static func trusting(_ root: String?) -> CurlConfiguration {
        CurlConfiguration(roots: root.map { RootCertificates(path: $0, setting: "AWS_CA_BUNDLE") })
    }

    /// A client that would send a signature and a session token to `server`.
    private func client(
        of server: TLSServer, trusting root: String?, observer: @escaping ClientObserver
    ) throws -> ServiceClient {
        ServiceClient(
            service: .lambda,
            endpoint: try Endpoint(
                custom: "https://localhost:\(server.port)", region: "eu-west-1", setting: "AWS_ENDPOINT_URL"),
            credentials: CredentialCache(fixed: .test),
            transport: CurlTransport(Self.trusting(root)), clock: TestClock().clock,
            observer: observer)
    }

    /// The error of a write to `server`: certainly nothing arrived, and there was one attempt.
    private func refusal(of server: TLSServer, trusting root: String?) async throws -> TransportError {
        let log = EventLog()
        let client = try client(of: server, trusting: root, observer: log.observer)
        let error = try await transportError {
            let _: NoOutput = try await client.call(TestOperation.untag, path: ["Resource": "x"])
        }
        #expect(error.code == 60)
        #expect(error.host == "localhost:\(server.port)")
        #expect(!error.mayHaveArrived)
        #expect(log.attempts.count == 1)
        return error
    }

    @Test("trusts only the root that AWS_CA_BUNDLE names")
    func roots() async throws {
        let server = try TLSServer()
        defer { server.end() }
        let trusting = CurlTransport(Self.trusting(server.rootPath))
        let response = try await trusting.send(
            HTTPRequest(method: "GET", url: "https://localhost:\(server.port)/"))
        #expect(response.status == 200)
        #expect(try await refusal(of: server, trusting: nil).cause == .untrusted(rootsNamedBy: nil))
        let other = try TLSServer()
        defer { other.end() }
        let error = try await refusal(of: server, trusting: other.rootPath)
        #expect(error.cause == .untrusted(rootsNamedBy: "AWS_CA_BUNDLE"))
    }

    @Test("rejects a certificate for another name")
    func wrongName() async throws {
        let server = try TLSServer(name: "other.example")
        defer { server.end() }
        let error = try await refusal(of: server, trusting: server.rootPath)
        #expect(error.message.contains("localhost"))
    }

    @Test("rejects a certificate for a name if the URL has an address")
    func address() async throws {
        let server = try TLSServer()
        defer { server.end() }
        let trusting = CurlTransport(Self.trusting(server.rootPath))
        let error = try await transportError {
            _ = try await trusting.send(HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/"))
        }
        #expect(error.code == 60)
        #expect(!error.mayHaveArrived)
    }

    @Test("rejects a certificate that has expired")
    func expired() async throws {
        let server = try TLSServer(days: -1)
        defer { server.end() }
        let error = try await refusal(of: server, trusting: server.rootPath)
        #expect(error.message.contains("expired"))
        #expect(error.cause == .certificateTime)
    }

    @Test("names a file of roots that cannot be read")
    func missingBundle() async throws {
        try await withLoopbackServer { server in
            let transport = CurlTransport(Self.trusting("/nowhere/roots.pem"))
            let request = HTTPRequest(method: "GET", url: "https://localhost:\(server.port)/")
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.code == 77)
            #expect(error.message.contains("/nowhere/roots.pem"))
            #expect(error.cause == .unreadableRoots(namedBy: "AWS_CA_BUNDLE"))
            #expect(!error.mayHaveArrived)
        }
    }

    @Test("does not fall back to plain HTTP if a server does not use TLS: nothing of the request is sent")
    func plainServer() async throws {
        try await withLoopbackServer({ _ in .answer() }) { server in
            let request = HTTPRequest(
                method: "GET", url: "https://localhost:\(server.port)/", totalTimeout: .milliseconds(300))
            let error = try await transportError { _ = try await CurlTransport().send(request) }
            #expect([28, 35].contains(error.code))
            #expect(!error.mayHaveArrived)
            #expect(server.requests.isEmpty)
        }
    }
}
