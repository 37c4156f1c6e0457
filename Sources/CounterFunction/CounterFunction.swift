import FunctionRuntime

/// The Lambda function that counts visits: decides what is counted, and reports a failure of the store.
@main
struct CounterFunction: FunctionHandler {
    /// The time reserved for sending the response to Lambda.
    static let marginMilliseconds: Int64 = 500

    /// The pages that may be counted.
    let pages: Pages
    /// Where the counts are kept.
    let store: any CountStore
    /// Logs each visit without a count.
    let log: Log

    /// A function from its parts.
    init(pages: Pages, store: any CountStore, log: Log) {
        self.pages = pages
        self.store = store
        self.log = log
    }

    /// Reads the settings and opens the connection to DynamoDB; if that fails, the first visit tries again.
    init(_ environment: FunctionEnvironment) throws(ConfigurationError) {
        let table = try environment.required("TABLE_NAME", "the name of the table that holds the counts")
        let pages = try Pages(environment.variable("PAGES") ?? "")
        let client = try environment.client(for: "dynamodb", answerLimit: 1 << 20)
        self.init(pages: pages, store: DynamoDBStore(tableName: table, client: client), log: environment.log)
    }

    /// Handles one event.
    ///
    /// A page that is not configured gives 404, so that nobody can fill the table with other pages. The function's role
    /// may not write them anyway.
    func respond(to event: FunctionURLEvent, in invocation: Invocation) -> FunctionURLResponse {
        switch event.method {
        case "GET":
            guard let page = page(of: event) else { return .notFound }
            return count(page, invocation)
        case "HEAD": return page(of: event) == nil ? FunctionURLResponse.notFound.withoutBody : .head
        default: return .methodNotAllowed
        }
    }

    /// The configured page that an event visits.
    ///
    /// Only `/` counts, since browsers also request `/favicon.ico` for every page.
    private func page(of event: FunctionURLEvent) -> String? {
        guard event.path == "/" || event.path.isEmpty else { return nil }
        return switch event.parameter("page") {
        case .missing: Pages.main
        case .value(let name): pages.named(name)
        case .unreadable: nil
        }
    }

    /// Counts a visit, or answers that it failed.
    private func count(_ page: String, _ invocation: Invocation) -> FunctionURLResponse {
        let ours = invocation.deadline.earlier(byMilliseconds: Self.marginMilliseconds)
        do throws(ServiceFailure) {
            return .count(try store.addVisit(to: page, by: ours))
        } catch {
            log(
                .error, "The visit got no count: \(error.message)",
                [
                    "requestId": invocation.requestID, "page": page, "code": error.code,
                    "status": error.status.map(String.init) ?? "none", "dynamodbRequestId": error.requestID ?? "none",
                    "attempts": String(error.attempts),
                ])
            return .unavailable
        }
    }
}
