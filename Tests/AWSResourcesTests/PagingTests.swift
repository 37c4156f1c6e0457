import AWSClient
import Testing

@testable import AWSResources

@Suite("Asking page by page")
struct PagingTests {
    let operation = Operation(.logs, "DescribeLogGroups", .read)

    /// Pages as a service keeps them: what is on each, and the next one's token.
    func ask(_ pages: [String: (content: Int, next: String?)]) async throws -> [Int] {
        let read = try await everyPage(of: operation, following: \.next) { token in
            pages[token ?? ""] ?? (content: -1, next: nil)
        }
        return read.map(\.content)
    }

    @Test("ends with the page that names no further one", arguments: [nil, ""])
    func ends(last: String?) async throws {
        #expect(try await ask(["": (1, "a"), "a": (2, "b"), "b": (3, last)]) == [1, 2, 3])
    }

    @Test("ends where what is looked for was found")
    func enough() async throws {
        let read = try await everyPage(of: operation, following: { "\($0)" }, until: { $0 == 3 }) { token in
            (token.flatMap { Int($0) } ?? 0) + 1
        }
        #expect(read == [1, 2, 3])
    }

    @Test("refuses a page that names itself as the next one, and does not go round for ever")
    func roundAndRound() async {
        await #expect(throws: UnreadableResponse.self) {
            var asked = 0
            _ = try await everyPage(of: operation, following: { _ in "a" }) { _ in
                asked += 1
                guard asked < 10 else { throw CancellationError() }
                return asked
            }
        }
    }
}
