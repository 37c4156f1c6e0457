extension ServiceClient {
    /// Calls an operation of a JSON service and ignores its output.
    public func send(_ operation: ServiceOperation, _ input: some Encodable & Sendable) async throws {
        let _: NoOutput = try await call(operation, input)
    }

    /// Calls an operation of a query service and ignores its output.
    public func send(_ operation: ServiceOperation, _ parameters: [(name: String, value: String)]) async throws {
        let _: XMLNode = try await call(operation, parameters)
    }
}

extension ServiceOperation {
    /// The error for a response that lacks a required part: something other than AWS may have answered.
    public func answered(without missing: String) -> UnreadableResponse {
        UnreadableResponse(
            service: service.name, operation: name, reason: "the answer has no \(missing)", requestID: nil)
    }
}

/// The most pages that are read.
///
/// With fifty versions on a page, a function's versions fill an account's code storage after about three hundred pages.
public let mostPages = 500

/// Reads page after page, until a page names no next one or holds what is searched.
///
/// A short or empty page is not always the last one: only the missing token shows the end.
///
/// - Parameters:
///   - operation: the operation that lists, for the error.
///   - following: the next page's token in a page; nil or empty for none.
///   - isEnough: whether this page is the last one needed.
///   - ask: reads the page of a token; nil for the first page.
/// - Throws: `UnreadableResponse` if a token comes again, since that would never end, and if there are more than
///   ``mostPages``.
public func everyPage<Page>(
    of operation: ServiceOperation, following: (Page) -> String?, until isEnough: (Page) -> Bool = { _ in false },
    ask: (_ token: String?) async throws -> Page
) async throws -> [Page] {
    var pages: [Page] = []
    // By their bytes: Swift takes some different texts for equal.
    var tokens: Set<[UInt8]> = []
    var token: String?
    repeat {
        let page = try await ask(token)
        pages.append(page)
        guard !isEnough(page), let next = following(page), !next.isEmpty else { return pages }
        guard tokens.insert(Array(next.utf8)).inserted else {
            throw operation.answered(without: "another page than one before")
        }
        guard pages.count < mostPages else { throw operation.answered(without: "end after \(mostPages) pages") }
        token = next
    } while true
}
