import FunctionRuntime
import FunctionTestSupport
import Testing

@testable import CounterFunction

@Suite("A visit")
struct VisitTests {
    private let time = TestClock()
    private let store = FakeStore()
    private let lines = LogLines()

    /// The headers of every response, before its own.
    private static let everyHeader = [
        HTTPHeader(name: "Content-Type", value: "application/json"),
        HTTPHeader(name: "Cache-Control", value: "no-store"),
    ]

    private func respond(
        _ method: String = "GET", _ path: String = "/", _ query: String = "", pages: String = "main_page,blog",
        by deadline: Deadline? = nil
    ) throws -> FunctionURLResponse {
        let event: JSON = [
            "rawPath": .string(path), "rawQueryString": .string(query),
            "requestContext": ["http": ["method": .string(method)]],
        ]
        let function = CounterFunction(
            pages: try Pages(pages), store: store, log: lines.log(time.clock, secrets: ["the-secret"]))
        let invocation = Invocation(
            requestID: "R", deadline: deadline ?? time.clock.deadline(inMilliseconds: 3000))
        return function.respond(to: try FunctionURLEvent(event.bytes), in: invocation)
    }

    @Test("of the main page is counted and answered with the count")
    func mainPage() throws {
        store.counts["main_page"] = 42
        let response = try respond()
        #expect(response.status == 200)
        #expect(response.body == #"{"count": 43}"#)
        #expect(store.counts == ["main_page": 43])
        #expect(lines.lines.isEmpty)
    }

    @Test("of a configured page is counted under its name, whatever else is in the query")
    func otherPage() throws {
        #expect(try respond("GET", "/", "utm=%zz&page=blog&page=x").body == #"{"count": 1}"#)
        #expect(store.counts == ["blog": 1])
    }

    @Test("may have any deadline", arguments: [Int64.min, .min + 499, 0, .max])
    func anyDeadline(_ milliseconds: Int64) throws {
        #expect(try respond(by: Deadline(unixMilliseconds: milliseconds)).status == 200)
        #expect(store.deadlines.first?.unixMilliseconds.map { $0 <= milliseconds } == true)
    }

    @Test("leaves time for the response")
    func margin() throws {
        _ = try respond()
        #expect(store.deadlines == [time.clock.deadline(inMilliseconds: 2500)])
    }

    @Test(
        "of a page that is not configured is 404 and not counted",
        arguments: [
            "page=evil", "page=", "page", "page=Blog", "page=blog%20", "page=%zz", "page=%ff", "page=main_page%00",
        ])
    func unknownPage(_ query: String) throws {
        #expect(try respond("GET", "/", query) == .notFound)
        #expect(store.counts.isEmpty)
    }

    @Test("distinguishes two spellings of one accented letter, as DynamoDB does")
    func spelling() throws {
        #expect(try respond("GET", "/", "page=e%CC%81", pages: "\u{E9}") == .notFound)
        #expect(try respond("GET", "/", "page=%C3%A9", pages: "\u{E9}").status == 200)
    }

    @Test(
        "of any other path is 404 and not counted",
        arguments: ["/favicon.ico", "/robots.txt", "//", "/main_page", "/%2F"])
    func otherPaths(_ path: String) throws {
        #expect(try respond("GET", path) == .notFound)
        #expect(store.counts.isEmpty)
    }

    @Test("by HEAD is answered as GET would be, without a count and without a body")
    func head() throws {
        #expect(try respond("HEAD") == .head)
        #expect(try respond("HEAD").body == "")
        let unknown = try respond("HEAD", "/", "page=evil")
        #expect(unknown.status == 404)
        #expect(unknown.body == "")
        #expect(store.counts.isEmpty)
    }

    @Test(
        "by any other method is 405", arguments: ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "", "🙂"])
    func otherMethods(_ method: String) throws {
        for path in ["/", "/favicon.ico"] {
            let response = try respond(method, path)
            #expect(response.status == 405)
            #expect(response.headers == Self.everyHeader + [HTTPHeader(name: "Allow", value: "GET, HEAD")])
        }
        #expect(store.counts.isEmpty)
    }

    @Test("is 503 with Retry-After and one log line if the store fails")
    func unavailable() throws {
        store.failure = ServiceFailure(
            code: "AccessDeniedException", message: "not with the-secret", status: 400, requestID: "D", attempts: 2)
        let response = try respond("GET", "/", "page=blog")
        #expect(response.status == 503)
        #expect(response.headers == Self.everyHeader + [HTTPHeader(name: "Retry-After", value: "5")])
        #expect(throws: Never.self) { try JSONReader.read(Array(response.body.utf8)) }
        #expect(!response.body.contains("AccessDenied"))
        let record = try #require(lines.records.first)
        #expect(lines.lines.count == 1)
        #expect(record["level"] == "ERROR")
        #expect(record["message"] == "The visit got no count: not with [hidden]")
        #expect(record["requestId"] == "R")
        #expect(record["page"] == "blog")
        #expect(record["code"] == "AccessDeniedException")
        #expect(record["status"] == "400")
        #expect(record["dynamodbRequestId"] == "D")
        #expect(record["attempts"] == "2")
    }

    private static let everyResponse: [FunctionURLResponse] = [
        .count(43), .head, .notFound, .notFound.withoutBody, .methodNotAllowed, .unavailable,
    ]

    @Test("is answered in a function URL's format, and browsers do not cache it", arguments: everyResponse)
    func payload(_ response: FunctionURLResponse) throws {
        let payload = try JSONReader.read(response.payload)
        #expect(payload["statusCode"] == .number(String(response.status)))
        #expect(payload["body"] == .string(response.body))
        #expect(payload["isBase64Encoded"] == .bool(false))
        let headers = try #require(payload["headers"])
        #expect(headers["Content-Type"] == "application/json")
        #expect(headers["Cache-Control"] == "no-store")
        guard case .object(let members) = headers else { return }
        #expect(!members.contains { $0.name.lowercased().hasPrefix("access-control") })
    }
}
