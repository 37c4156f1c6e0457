import AWSSigning
import Foundation
import Synchronization
import Testing

@testable import AWSClient

@Suite("The credential chain")
struct CredentialChainTests {
    private let profileKeys = "[default]\naws_access_key_id = P\naws_secret_access_key = s\n"
    private let environmentKeys = ["AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "s"]

    private func find(
        _ environment: [String: String] = [:], profile: String? = nil, credentials: String? = nil
    ) async throws -> SourcedCredentials {
        let noInstance = ["AWS_EC2_METADATA_DISABLED": "true"]
        return try await Login(
            credentials: credentials, environment: environment.merging(noInstance) { $1 }, profile: profile
        ).attempt().result.get()
    }

    @Test("takes keys from the environment before a profile's, even if AWS_PROFILE names one")
    func environmentFirst() async throws {
        #expect(try await find(environmentKeys, credentials: profileKeys).credentials.accessKeyID == "E")
        let named = environmentKeys.merging(["AWS_PROFILE": "default"]) { $1 }
        #expect(try await find(named, credentials: profileKeys).source == "environment variables")
        #expect(try await find(credentials: profileKeys).credentials.accessKeyID == "P")
    }

    @Test("takes a profile named on the command line before everything in the environment")
    func explicitProfile() async throws {
        let environment = environmentKeys.merging(["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"]) { $1 }
        let found = try await find(environment, profile: "default", credentials: profileKeys)
        #expect(found.credentials.accessKeyID == "P")
    }

    @Test("stops at a broken source, and reports the sources tried before")
    func stops() async throws {
        let half = ["AWS_ACCESS_KEY_ID": "E"]
        let first = await #expect(throws: CredentialError.self) { try await find(half, credentials: profileKeys) }
        #expect(first?.declined == [])
        #expect(first?.broken?.provider == "environment variables")
        let web = ["AWS_WEB_IDENTITY_TOKEN_FILE": "/t"]
        let second = await #expect(throws: CredentialError.self) { try await find(web, credentials: profileKeys) }
        #expect(second?.declined.map(\.provider) == ["environment variables", "profile default"])
        #expect(second?.broken?.provider == "web identity")
        #expect(second?.broken?.reason.contains("AWS_WEB_IDENTITY_TOKEN_FILE") == true)
    }

    @Test("reports for each source why it has no credentials")
    func none() async throws {
        let error = try #require(await #expect(throws: CredentialError.self) { try await find() })
        #expect(error.broken == nil)
        #expect(
            error.declined.map(\.provider) == [
                "environment variables", "web identity", "profile default", "container role", "instance role",
            ])
        #expect(error.declined[2].reason.hasPrefix("there is no such profile in "))
        #expect(error.declined.allSatisfy { !$0.reason.isEmpty })
        #expect(error.declined.first?.reason == "AWS_ACCESS_KEY_ID is not set")
    }
}

@Suite("The credential cache")
struct CredentialCacheTests {
    /// Counts its calls; each answer is the next of a list.
    final class Counting: CredentialProvider {
        let name = "counting"
        private let answers: Mutex<[CredentialLookup]>
        private let count = Mutex(0)

        init(_ expiries: Int64?...) {
            answers = Mutex(
                expiries.enumerated().map { index, expiresAt in
                    let credentials = Credentials(accessKeyID: "K\(index)", secretAccessKey: "s")
                    return .found(SourcedCredentials(credentials: credentials, source: "x", expiresAt: expiresAt))
                })
        }

        var asked: Int { count.withLock { $0 } }

        func credentials() async throws -> CredentialLookup {
            count.withLock { $0 += 1 }
            await Task.yield()
            return answers.withLock { $0.isEmpty ? .notConfigured("no more") : $0.removeFirst() }
        }
    }

    @Test("fetches once for all concurrent callers, and not again")
    func shared() async throws {
        let provider = Counting(nil)
        let cache = CredentialCache(CredentialChain([provider], now: { 0 }), now: { 0 })
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 1...50 { group.addTask { try await cache.credentials().credentials.accessKeyID } }
            for try await id in group { #expect(id == "K0") }
        }
        #expect(provider.asked == 1)
    }

    @Test("fetches again when less than ten minutes are left")
    func renewed() async throws {
        let provider = Counting(1600, 9999)
        let now = Mutex<Int64>(1000)
        let cache = CredentialCache(CredentialChain([provider], now: { 0 }), now: { now.withLock { $0 } })
        #expect(try await cache.credentials().credentials.accessKeyID == "K0")
        #expect(try await cache.credentials().credentials.accessKeyID == "K0")
        now.withLock { $0 = 1001 }
        #expect(try await cache.credentials().credentials.accessKeyID == "K1")
        #expect(provider.asked == 2)
    }

    @Test("keeps valid credentials if a renewal fails, tries again each minute, and fails once they expire")
    func renewalFailed() async throws {
        let provider = Counting(1600)
        let now = Mutex<Int64>(1000)
        let cache = CredentialCache(CredentialChain([provider], now: { 0 }), now: { now.withLock { $0 } })
        for (time, asked) in [(1000, 1), (1001, 2), (1060, 2), (1061, 3), (1121, 4), (1599, 5)] as [(Int64, Int)] {
            now.withLock { $0 = time }
            #expect(try await cache.credentials().credentials.accessKeyID == "K0")
            #expect(provider.asked == asked)
        }
        now.withLock { $0 = 1600 }
        await #expect(throws: CredentialError.self) { _ = try await cache.credentials() }
        #expect(provider.asked == 6)
    }

    @Test("keeps valid credentials for all concurrent callers if a renewal fails")
    func renewalFailedForAll() async throws {
        let provider = Counting(1599)
        let cache = CredentialCache(CredentialChain([provider], now: { 0 }), now: { 1000 })
        #expect(try await cache.credentials().credentials.accessKeyID == "K0")
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 1...50 { group.addTask { try await cache.credentials().credentials.accessKeyID } }
            for try await id in group { #expect(id == "K0") }
        }
        #expect(provider.asked == 2)
    }

    @Test("does not keep a failure")
    func failure() async throws {
        let provider = Counting()
        let cache = CredentialCache(CredentialChain([provider], now: { 0 }), now: { 0 })
        await #expect(throws: CredentialError.self) { _ = try await cache.credentials() }
        await #expect(throws: CredentialError.self) { _ = try await cache.credentials() }
        #expect(provider.asked == 2)
    }

    @Test("shows no secret in a description")
    func secrets() async throws {
        let found = try await CredentialCache(fixed: .test).credentials()
        var dumped = ""
        dump(found, to: &dumped)
        #expect(!"\(found) \(String(reflecting: found)) \(dumped)".contains("very-secret"))
    }
}
