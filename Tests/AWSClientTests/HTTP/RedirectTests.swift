import AWSClient
import AWSSigning
import Foundation
import Testing

@Suite("A redirect")
struct RedirectTests {
    private func client(_ server: LoopbackServer) throws -> ServiceClient {
        ServiceClient(
            service: .lambda,
            endpoint: try Endpoint(custom: server.url(), region: "eu-west-1", setting: "AWS_ENDPOINT_URL"),
            credentials: CredentialCache(fixed: .test), transport: CurlTransport(), clock: TestClock().clock)
    }

    @Test("to another host is not followed, with a signature or without", arguments: [301, 302, 303, 307, 308])
    func anotherHost(status: Int) async throws {
        try await withLoopbackServer { elsewhere in
            let location = "Location: http://localhost:\(elsewhere.port)/steal?very=private"
            try await withLoopbackServer({ _ in .answer(status, [location]) }) { server in
                let client = try client(server)
                let read = try #require(
                    await #expect(throws: ServiceError.self) {
                        let _: NoOutput = try await client.call(TestOperation.listTags, path: ["Resource": "x"])
                    })
                #expect(read.status == status)
                #expect(read.message.contains("redirects to localhost:\(elsewhere.port), which is not followed"))
                #expect(!read.message.contains("private"))
                await #expect(throws: ServiceError.self) {
                    let _: NoOutput = try await client.call(TestOperation.untag, path: ["Resource": "x"])
                }
                #expect(server.requests.count == 2)
            }
            #expect(elsewhere.requests.isEmpty)
            #expect(elsewhere.connectionCount == 0)
        }
    }

    @Test(
        "to any other target is an error that says so",
        arguments: ["/another/path", "", "file:///etc/passwd", "http://user:secret@host/", "//host/x", "\u{1B}[2J"])
    func odd(location: String) async throws {
        try await withLoopbackServer({ _ in .answer(302, ["Location: \(location)"]) }) { server in
            let client = try client(server)
            let error = try #require(
                await #expect(throws: ServiceError.self) {
                    let _: NoOutput = try await client.call(TestOperation.listTags, path: ["Resource": "x"])
                })
            #expect(error.code == "Found")
            #expect(error.message.contains("not followed"))
            #expect(!error.message.contains("secret"))
            #expect(server.requests.count == 1)
        }
    }
}
