import AWSClient
import Deployer

extension ServiceClient {
    /// Calls an operation of a JSON service whose answer says nothing that is needed.
    func send(_ operation: Operation, _ input: some Encodable & Sendable) async throws {
        let _: NoOutput = try await call(operation, input)
    }

    /// Calls an operation of a query service whose answer says nothing that is needed.
    func send(_ operation: Operation, _ parameters: [(name: String, value: String)]) async throws {
        let _: XMLNode = try await call(operation, parameters)
    }
}

extension Operation {
    /// The error of an answer that lacks what it always has: something between here and AWS answered in its place.
    func answered(without missing: String) -> UnreadableResponse {
        UnreadableResponse(
            service: service.name, operation: name, reason: "the answer has no \(missing)", requestID: nil)
    }
}

/// The most pages that are asked for: a function's versions, fifty on a page, fill the room that an account has for code with
/// some three hundred.
let mostPages = 500

/// Asks for page after page until one names no further one, or holds what is looked for.
///
/// A short page, or an empty one, is not the last: only what it says of a further one tells.
///
/// - Parameters:
///   - following: what a page names as the next one's token; nil or empty for none.
///   - isEnough: whether no further page is needed after this one.
/// - Throws: `UnreadableResponse` where a page names one as the next that was asked for before, since that would never end,
///   and where there are more than ``mostPages``.
func everyPage<Page>(
    of operation: Operation, following: (Page) -> String?, until isEnough: (Page) -> Bool = { _ in false },
    ask: (_ token: String?) async throws -> Page
) async throws -> [Page] {
    var pages: [Page] = []
    var tokens: Set<ExactText> = []
    var token: String?
    repeat {
        let page = try await ask(token)
        pages.append(page)
        guard !isEnough(page), let next = following(page), !next.isEmpty else { return pages }
        guard tokens.insert(ExactText(next)).inserted else {
            throw operation.answered(without: "another page than one before")
        }
        guard pages.count < mostPages else { throw operation.answered(without: "end after \(mostPages) pages") }
        token = next
    } while true
}
