import FunctionTestSupport
import Testing

@testable import FunctionRuntime

@Suite("A log line")
struct LogTests {
    private let lines = LogLines()

    @Test("is one JSON object with time, level and message first")
    func shape() {
        lines.log()(.warning, "It \"is\"", ["requestId": "R"])
        #expect(
            lines.lines == [
                #"{"timestamp":"2026-01-15T12:30:45.123Z","level":"WARN","message":"It \"is\"","requestId":"R"}"# + "\n"
            ])
    }

    @Test("holds no secret in any position")
    func secrets() {
        let log = lines.log(secrets: ["first", ""]).hiding(["second", ""])
        log(.error, "a first b second second", ["code": "firstfirst", "other": "firs t"])
        #expect(lines.records.first?["message"] == "a [hidden] b [hidden] [hidden]")
        #expect(lines.records.first?["code"] == "[hidden][hidden]")
        #expect(lines.records.first?["other"] == "firs t")
    }

    @Test("stays one line, without the text after the first line")
    func oneLine() {
        lines.log()(.error, "The signature is wrong.\n\nThe canonical string was\nx-amz-security-token:half-a-token")
        #expect(lines.records.first?["message"] == "The signature is wrong.")
        #expect(lines.lines.first?.filter { $0 == "\n" }.count == 1)
    }

    @Test("is limited in length, and valid even if a character is cut")
    func bounded() {
        lines.log()(.error, "x" + String(repeating: "é", count: 10_000))
        #expect(lines.records.count == 1)
        #expect((lines.lines.first?.utf8.count ?? 0) < 1200)
    }

    @Test("is limited even if every character is escaped, in each of its fields")
    func boundedFields() {
        let long = String(repeating: "\u{1}\"\u{2028}", count: 10_000)
        lines.log()(
            .error, long,
            [
                "requestId": long, "page": long, "code": long, "status": long, "dynamodbRequestId": long,
                "attempts": long,
            ])
        #expect(lines.records.count == 1)
        #expect((lines.lines.first?.utf8.count ?? 0) < 1400)
        #expect(lines.records.first?["page"]?.string?.isEmpty == false)
    }

    @Test(
        "gives the time in UTC",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (1_000_000_000_007, "2001-09-09T01:46:40.007Z"),
        ])
    func time(_ milliseconds: Int64, _ expected: String) {
        #expect(Log.timestamp(milliseconds) == expected)
    }
}
