import AWSClient

/// Asks for page after page until one names no further one, or holds what is looked for.
///
/// A short page, or an empty one, is not the last: only what it says of a further one tells.
///
/// - Parameters:
///   - following: what a page names as the next one's token; nil or empty for none.
///   - isEnough: whether no further page is needed after this one.
/// - Throws: `UnreadableResponse` where a page names itself as the next one, since that would never end.
func everyPage<Page>(
    of operation: Operation, following: (Page) -> String?, until isEnough: (Page) -> Bool = { _ in false },
    ask: (_ token: String?) async throws -> Page
) async throws -> [Page] {
    var pages: [Page] = []
    var token: String?
    repeat {
        let page = try await ask(token)
        pages.append(page)
        guard !isEnough(page), let next = following(page), !next.isEmpty else { return pages }
        guard next != token else { throw operation.answered(without: "another page than the one before") }
        token = next
    } while true
}
