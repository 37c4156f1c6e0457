import Testing

@testable import AWSClient

@Suite("Reading page by page")
struct PagingTests {
    let operation = ServiceOperation(.logs, "DescribeLogGroups", .read)

    /// Pages of a service: the content of each, and the next one's token.
    func ask(_ pages: [String: (content: Int, next: String?)]) async throws -> [Int] {
        let read = try await everyPage(of: operation, following: \.next) { token in
            pages[token ?? ""] ?? (content: -1, next: nil)
        }
        return read.map(\.content)
    }

    @Test("ends with the page that names no next one", arguments: [nil, ""])
    func ends(last: String?) async throws {
        #expect(try await ask(["": (1, "a"), "a": (2, "b"), "b": (3, last)]) == [1, 2, 3])
    }

    @Test("ends when the searched item is found")
    func enough() async throws {
        let read = try await everyPage(of: operation, following: { "\($0)" }, until: { $0 == 3 }) { token in
            let page = (token.flatMap { Int($0) } ?? 0) + 1
            guard page < 10 else { throw CancellationError() }
            return page
        }
        #expect(read == [1, 2, 3])
    }

    @Test(
        "refuses a page whose next one was read before, and does not loop for ever",
        arguments: 1...3)
    func roundAndRound(pages: Int) async {
        var asked = 0
        await #expect(throws: UnreadableResponse.self) {
            _ = try await everyPage(of: operation, following: { (page: Int) in "\(page % pages)" }) { token in
                asked += 1
                return (token.flatMap { Int($0) } ?? -1) + 1
            }
        }
        #expect(asked == pages + 1)
    }

    @Test("refuses a list that never ends")
    func withoutEnd() async {
        var asked = 0
        let error = await #expect(throws: UnreadableResponse.self) {
            _ = try await everyPage(of: operation, following: { (page: Int) in "\(page)" }) { _ in
                asked += 1
                guard asked < 10_000 else { throw CancellationError() }
                return asked
            }
        }
        #expect(asked == mostPages)
        #expect(error?.reason == "the answer has no end after 500 pages")
    }
}
