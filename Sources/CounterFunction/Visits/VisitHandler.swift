/// Answers visits: decides what is counted, and says so when the store fails.
struct VisitHandler {
    /// The time kept back for telling Lambda the answer.
    static let marginMilliseconds: Int64 = 500

    /// The pages that may be counted.
    let pages: [String]
    /// Where the counts are kept.
    let store: any CountStore
    /// Told of each visit that got no count.
    let log: Log

    /// Answers one event.
    ///
    /// A page that is not configured is 404: nobody can fill the table with pages of their own, and its role may write to
    /// no others anyway.
    ///
    /// - Parameter deadline: when Lambda gives up.
    func respond(to event: FunctionURLEvent, requestID: String, by deadline: Deadline) -> VisitorResponse {
        switch event.method {
        case "GET":
            guard let page = page(of: event) else { return .notFound }
            return count(page, requestID, deadline)
        case "HEAD": return page(of: event) == nil ? VisitorResponse.notFound.withoutBody : .head
        default: return .methodNotAllowed
        }
    }

    /// The configured page that an event is a visit of.
    ///
    /// Browsers ask for `/favicon.ico` beside every page: `/` alone counts.
    private func page(of event: FunctionURLEvent) -> String? {
        guard event.path == "/" || event.path.isEmpty else { return nil }
        let asked: String
        switch PageQuery(event.query) {
        case .none: asked = Configuration.mainPage
        case .page(let name): asked = name
        case .unreadable: return nil
        }
        // By bytes: to Swift two spellings of an accented letter are equal, to DynamoDB they are two keys.
        return pages.first { $0.utf8.elementsEqual(asked.utf8) }
    }

    /// Counts a visit, or says that it cannot be.
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
