import AWSSigning
import Foundation
import Synchronization
import Testing

@testable import AWSClient

@Suite("A request that AWS rejects")
struct ExpiredCredentialsTests {
    let clock = TestClock()

    func call(_ client: ServiceClient) async throws {
        let _: NoOutput = try await client.call(TestOperation.describeTable, ["a": "b"])
    }

    /// A login that returns the credentials of a list, the last ones repeatedly.
    final class Login: CredentialProvider {
        let name = "login"
        private let keys: Mutex<[String]>
        init(_ keys: String...) { self.keys = Mutex(keys) }

        func credentials() -> CredentialLookup {
            let key = keys.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? "" }
            if key.isEmpty { return .notConfigured("logged out") }
            return .found(
                SourcedCredentials(
                    credentials: Credentials(accessKeyID: key, secretAccessKey: "s"), source: "login"))
        }
    }

    func cache(_ login: Login) -> CredentialCache {
        CredentialCache(CredentialChain([login], now: { 0 }), now: { 0 })
    }

    @Test(
        "for expired credentials is signed again with newer ones, if there are any",
        arguments: ["ExpiredToken", "ExpiredTokenException", "RequestExpired"])
    func renewed(code: String) async throws {
        let transport = ScriptedTransport(
            SkewedClockRetryTests.refusal(code, date: SkewedClockRetryTests.rightTime), HTTPResponse(200, "{}"))
        let client = try scriptedClient(.dynamoDB, transport, clock: clock, credentials: cache(Login("OLD", "NEW")))
        try await call(client)
        let signatures = transport.requests.map { $0.header("authorization") ?? "" }
        #expect(signatures.map { $0.contains("Credential=OLD/") } == [true, false])
        #expect(signatures.map { $0.contains("Credential=NEW/") } == [false, true])
    }

    @Test("for expired credentials fails with AWS's error if there are no others", arguments: [true, false])
    func notRenewed(isLoggedOut: Bool) async throws {
        let transport = ScriptedTransport(
            SkewedClockRetryTests.refusal("ExpiredToken", date: SkewedClockRetryTests.rightTime))
        let login = isLoggedOut ? Login("OLD", "") : Login("OLD")
        let client = try scriptedClient(.dynamoDB, transport, clock: clock, credentials: cache(login))
        let error = await #expect(throws: ServiceError.self) { try await call(client) }
        #expect(error?.code == "ExpiredToken")
        #expect(transport.requests.count == 1)
    }

    @Test("with newer credentials too fails: it is not signed a third time")
    func renewedOnce() async throws {
        let refusal = SkewedClockRetryTests.refusal("ExpiredToken", date: SkewedClockRetryTests.rightTime)
        let transport = ScriptedTransport(refusal, refusal)
        let client = try scriptedClient(.dynamoDB, transport, clock: clock, credentials: cache(Login("A", "B", "C")))
        await #expect(throws: ServiceError.self) { try await call(client) }
        #expect(transport.requests.count == 2)
    }

    @Test("is signed with what a new login wrote into the shared files meanwhile")
    func files() async throws {
        @Sendable func keys(_ id: String) -> String {
            "[default]\naws_access_key_id = \(id)\naws_secret_access_key = s\n"
        }
        let files = try SharedFiles.make(credentials: keys("OLD"))
        defer { files.remove() }
        let path = files.credentialsPath
        let transport = ScriptedTransport([
            {
                try keys("NEW").write(toFile: path, atomically: true, encoding: .utf8)
                return SkewedClockRetryTests.refusal("ExpiredTokenException", date: SkewedClockRetryTests.rightTime)
            }, { HTTPResponse(200, "{}") },
        ])
        let connection = try await AWSConnection(
            environment: files.environment, region: "eu-west-1", transport: transport, clock: clock.clock)
        try await call(connection.client(for: .dynamoDB))
        #expect(transport.requests.last?.header("authorization")?.contains("Credential=NEW/") == true)
    }

    @Test("for credentials that another request has renewed is signed with the new ones: one login for all")
    func alreadyRenewed() async throws {
        let cache = cache(Login("A", "B", "C"))
        let old = try await cache.credentials()
        #expect(await cache.renewed(after: old))
        #expect(await cache.renewed(after: old))
        #expect(try await cache.credentials().credentials.accessKeyID == "B")
    }
}
