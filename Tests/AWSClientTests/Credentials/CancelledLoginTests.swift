import AWSSigning
import Foundation
import Synchronization
import Testing

@testable import AWSClient

@Suite("A running login that nobody waits for any more")
struct CancelledLoginTests {
    /// A login that runs until it is released or cancelled.
    private final class Held: CredentialProvider {
        let name = "held"
        private let state = Mutex((started: 0, ended: 0, isReleased: false))

        var started: Int { state.withLock { $0.started } }
        var ended: Int { state.withLock { $0.ended } }

        func release() { state.withLock { $0.isReleased = true } }

        func credentials() async throws -> CredentialLookup {
            state.withLock { $0.started += 1 }
            defer { state.withLock { $0.ended += 1 } }
            while !state.withLock({ $0.isReleased }) { try await Task.sleep(for: .milliseconds(2)) }
            let keys = Credentials(accessKeyID: "K", secretAccessKey: "s")
            return .found(SourcedCredentials(credentials: keys, source: "x"))
        }

        func hasStarted(_ times: Int) async throws {
            while started < times { try await Task.sleep(for: .milliseconds(2)) }
        }
    }

    private func cache(_ provider: Held) -> CredentialCache {
        CredentialCache(CredentialChain([provider], now: { 0 }), now: { 0 })
    }

    @Test("is cancelled, and has ended before its task continues")
    func last() async throws {
        let provider = Held()
        let cache = cache(provider)
        let task = Task { try await cache.credentials() }
        try await provider.hasStarted(1)
        task.cancel()
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(provider.ended == 1)
    }

    @Test("goes on for the others if one of several is cancelled, which returns at once")
    func oneOfSeveral() async throws {
        let provider = Held()
        let cache = cache(provider)
        let tasks = (0..<3).map { _ in Task { try await cache.credentials().credentials.accessKeyID } }
        try await provider.hasStarted(1)
        tasks[1].cancel()
        await #expect(throws: CancellationError.self) { _ = try await tasks[1].value }
        #expect(provider.ended == 0)
        provider.release()
        #expect(try await tasks[0].value == "K")
        #expect(try await tasks[2].value == "K")
        #expect(provider.started == 1)
    }

    @Test("is started again for a caller that comes after the last one was cancelled")
    func comesLater() async throws {
        let provider = Held()
        let cache = cache(provider)
        for _ in 0..<50 {
            let first = Task { try await cache.credentials() }
            first.cancel()
            let second = Task { try await cache.credentials() }
            second.cancel()
            _ = await (first.result, second.result)
        }
        let late = Task { try await cache.credentials().credentials.accessKeyID }
        provider.release()
        #expect(try await late.value == "K")
        #expect(provider.ended == provider.started)
    }

    @Test("is not started for a task that is already cancelled", .timeLimit(.minutes(1)))
    func cancelledBefore() async throws {
        let provider = Held()
        let cache = cache(provider)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await cache.credentials()
        }
        await #expect(throws: CancellationError.self) { _ = try await task.value }
        #expect(provider.ended == provider.started)
    }

    @Test("also ends its program")
    func program() async throws {
        try await SharedFiles.with(config: "[default]\ncredential_process = sh -c 'echo $$ >~/id; exec sleep 600'") {
            files in
            let environment = files.environment.merging(["PATH": "/usr/bin:/bin"]) { $1 }
            let connection = try await AWSConnection(environment: environment, region: "eu-west-1")
            let task = Task { try await connection.credentials.credentials() }
            var id: pid_t?
            while id == nil {
                try await Task.sleep(for: .milliseconds(5))
                let text = (try? String(contentsOfFile: "\(files.home)/id", encoding: .utf8)) ?? ""
                id = text.hasSuffix("\n") ? pid_t(text.dropLast()) : nil
            }
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
            #expect(kill(try #require(id), 0) != 0)
        }
    }
}
