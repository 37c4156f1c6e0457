/// Handles visits: decides what is counted, and reports a failure of the store.
struct VisitHandler {
    /// The time reserved for sending the response to Lambda.
    static let marginMilliseconds: Int64 = 500

    /// The pages that may be counted.
    let pages: [String]
    /// Where the counts are kept.
    let store: any CountStore
    /// Logs each visit without a count.
    let log: Log

    /// Handles one event.
    ///
    /// A page that is not configured gives 404, so that nobody can fill the table with other pages. The function's role
    /// may not write them anyway.
    ///
    /// - Parameter deadline: the end of Lambda's timeout.
    func respond(to event: FunctionURLEvent, requestID: String, by deadline: Deadline) -> VisitorResponse {
        switch event.method {
        case "GET":
            guard let page = page(of: event) else { return .notFound }
            return count(page, requestID, deadline)
        case "HEAD": return page(of: event) == nil ? VisitorResponse.notFound.withoutBody : .head
        default: return .methodNotAllowed
        }
    }

    /// The configured page that an event visits.
    ///
    /// Only `/` counts, since browsers also request `/favicon.ico` for every page.
    private func page(of event: FunctionURLEvent) -> String? {
        guard event.path == "/" || event.path.isEmpty else { return nil }
        let asked: String
        switch PageQuery(event.query) {
        case .none: asked = Configuration.mainPage
        case .page(let name): asked = name
        case .unreadable: return nil
        }
        // Compares bytes: Swift takes two spellings of an accented letter for equal, DynamoDB for two keys.
        return pages.first { $0.utf8.elementsEqual(asked.utf8) }
    }

    /// Counts a visit, or answers that it failed.
    private func count(_ page: String, _ requestID: String, _ deadline: Deadline) -> VisitorResponse {
        let ours = deadline.earlier(byMilliseconds: Self.marginMilliseconds)
        do throws(StoreError) {
            return .count(try store.addVisit(to: page, by: ours))
        } catch {
            log(
                .error, "The visit got no count: \(error.message)",
                [
                    "requestId": requestID, "page": page, "code": error.code,
                    "status": error.status.map(String.init) ?? "none", "dynamodbRequestId": error.requestID ?? "none",
                    "attempts": String(error.attempts),
                ])
            return .unavailable
        }
    }
}
