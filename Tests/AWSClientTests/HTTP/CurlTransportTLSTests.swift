import AWSClient
import Foundation
import Testing

@Suite("The curl transport over TLS")
struct CurlTransportTLSTests {
    @Test("trusts the root that AWS_CA_BUNDLE names, no other root, and no other name than the certificate's")
    func trust() async throws {
        let server = try TLSServer()
        defer { server.end() }
        let named = HTTPRequest(method: "GET", url: "https://localhost:\(server.port)/")
        let trusting = CurlTransport(CurlTransport.Configuration(environment: ["AWS_CA_BUNDLE": server.rootPath]))
        let response = try await trusting.send(named)
        #expect(response.status == 200)

        let unknownRoot = try await transportError { _ = try await CurlTransport().send(named) }
        #expect(unknownRoot.code == 60)
        #expect(unknownRoot.host == "localhost:\(server.port)")
        #expect(!unknownRoot.mayHaveArrived)

        let otherName = HTTPRequest(method: "GET", url: "https://127.0.0.1:\(server.port)/")
        let wrongHost = try await transportError { _ = try await trusting.send(otherName) }
        #expect(wrongHost.code == 60)
        #expect(!wrongHost.mayHaveArrived)
    }

    @Test("names a file of roots that it cannot read")
    func missingBundle() async throws {
        try await withLoopbackServer { server in
            let transport = CurlTransport(CurlTransport.Configuration(caBundlePath: "/nowhere/roots.pem"))
            let request = HTTPRequest(method: "GET", url: "https://localhost:\(server.port)/")
            let error = try await transportError { _ = try await transport.send(request) }
            #expect(error.code == 77)
            #expect(error.message.contains("/nowhere/roots.pem"))
            #expect(!error.mayHaveArrived)
        }
    }

    @Test("says that a server which speaks no TLS saw nothing of the request")
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
