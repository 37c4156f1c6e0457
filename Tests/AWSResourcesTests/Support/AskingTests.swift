import AWSClient
import Synchronization
import Testing

@testable import AWSResources

@Suite("Several reads about one resource")
struct AskingTests {
    private struct Unreadable: Error {}

    @Test("that fail are all at their end when the error is thrown, so that none goes on by itself")
    func failure() async {
        let hasEnded = Mutex(false)
        await #expect(throws: Unreadable.self) {
            _ = try await asking { () async throws -> Int? in
                throw Unreadable()
            } beside: {
                // Cancelled at once, then still busy.
                try? await Task.sleep(for: .seconds(3_600))
                for _ in 0..<100 { await Task.yield() }
                hasEnded.withLock { $0 = true }
            }
        }
        #expect(hasEnded.withLock { $0 })
    }

    @Test("about one that does not exist are awaited, and not cancelled")
    func absence() async throws {
        let wasCancelled = Mutex<Bool?>(nil)
        let answers = try await asking { () async throws -> Int? in
            nil
        } beside: {
            await Task.yield()
            wasCancelled.withLock { $0 = Task.isCancelled }
        }
        #expect(answers == nil)
        #expect(wasCancelled.withLock { $0 } == false)
    }
}
