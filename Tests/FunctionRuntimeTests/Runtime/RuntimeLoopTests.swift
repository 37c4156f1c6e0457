import FunctionTestSupport
import Testing

@testable import FunctionRuntime

@Suite("The runtime loop")
struct RuntimeLoopTests {
    private let time = TestClock()
    private let lines = LogLines()

    private static func event(
        _ id: String, headers: KeyValuePairs<String, String> = [:]
    ) -> Result<HTTPResponse, HTTPFailure> {
        var response = HTTPResponse(200, "event \(id)", headers: headers)
        response.headers.append(HTTPHeader(name: "Lambda-Runtime-Aws-Request-Id", value: id))
        return .success(response)
    }

    private static let taken = Result<HTTPResponse, HTTPFailure>.success(HTTPResponse(202, #"{"status":"OK"}"#))
    /// The response that ends the loop.
    private static let broken = Result<HTTPResponse, HTTPFailure>.success(HTTPResponse(500))

    /// Runs a loop that answers each event with its own text until the script ends it.
    private func run(_ script: [Result<HTTPResponse, HTTPFailure>]) -> ScriptedConnection {
        let connection = ScriptedConnection(script)
        let api = RuntimeAPI(connection: connection, clock: time.clock)
        RuntimeLoop(api: api, clock: time.clock, log: lines.log()) { invocation throws(EventError) in
            if invocation.requestID == "bad" {
                throw EventError(type: "Function.EventUnknown", message: "no \"event\"")
            }
            return Array("answer to ".utf8) + invocation.event
        }.run()
        return connection
    }

    @Test("handles one event after the other and answers each under its id")
    func answers() {
        let connection = run([Self.event("1"), Self.taken, Self.event("2"), Self.taken, Self.broken])
        #expect(
            connection.requests.map { "\($0.method) \($0.target)" } == [
                "GET /2018-06-01/runtime/invocation/next", "POST /2018-06-01/runtime/invocation/1/response",
                "GET /2018-06-01/runtime/invocation/next", "POST /2018-06-01/runtime/invocation/2/response",
                "GET /2018-06-01/runtime/invocation/next",
            ])
        #expect(connection.requests[1].text == "answer to event 1")
        #expect(connection.requests[3].text == "answer to event 2")
        #expect(connection.deadlines[0] == .never)
    }

    @Test("echoes the invocation's id, and sends none if there was none")
    func echo() {
        let name = "Lambda-Runtime-Invocation-Id"
        let connection = run([
            Self.event("1", headers: ["lambda-runtime-invocation-id": "abc"]), Self.taken,
            Self.event("bad", headers: [name: "def"]), Self.taken, Self.event("3"), Self.taken, Self.broken,
        ])
        #expect(connection.requests.filter { $0.method == "POST" }.map { $0.header(name) } == ["abc", "def", nil])
    }

    @Test("reports an event that fails to Lambda, and goes on")
    func handlerError() throws {
        let connection = run([Self.event("bad"), Self.taken, Self.event("2"), Self.taken, Self.broken])
        let request = connection.requests[1]
        #expect(request.target == "/2018-06-01/runtime/invocation/bad/error")
        #expect(request.header("Lambda-Runtime-Function-Error-Type") == "Function.EventUnknown")
        #expect(
            request.text
                == #"{"errorMessage":"no \"event\"","errorType":"Function.EventUnknown","stackTrace":[]}"#)
        #expect(connection.requests[3].target.hasSuffix("/2/response"))
        #expect(lines.records.first?["requestId"] == "bad")
    }

    @Test("survives a response that came too late or is rejected otherwise", arguments: [400, 403, 410, 413])
    func refusedAnswer(_ status: Int) {
        let connection = run([
            Self.event("1"), .success(HTTPResponse(status)), Self.event("2"), Self.taken, Self.broken,
        ])
        #expect(connection.requests.count == 5)
        #expect(lines.records.first?["status"] == .string(String(status)))
    }

    @Test("does not send a response twice if it may have arrived")
    func lostAnswer() {
        let connection = run([
            Self.event("1"), .failure(.mayHaveArrived("reset")), Self.event("2"), Self.taken, Self.broken,
        ])
        #expect(connection.requests.filter { $0.target.hasSuffix("/1/response") }.count == 1)
        #expect(connection.requests.count == 5)
    }

    @Test("ends when the Runtime API reports that it is broken")
    func brokenAPI() {
        #expect(run([Self.broken]).requests.count == 1)
        #expect(run([Self.event("1"), Self.broken, Self.event("2")]).requests.count == 2)
    }

    @Test("asks again if the connection dropped during a freeze, and ends after three failures in a row")
    func failures() {
        let dropped = Result<HTTPResponse, HTTPFailure>.failure(.mayHaveArrived("reset"))
        let connection = run([
            dropped, dropped, Self.event("1"), Self.taken, dropped, .success(HTTPResponse(403)), dropped,
            Self.event("2"),
        ])
        #expect(connection.requests.count == 7)
        #expect(lines.records.last?["message"] == "The Runtime API gives no events: ending")
    }

    @Test("ignores an event whose id cannot be used for a response", arguments: ["", "a b", "a/b", "a?b", "é"])
    func badID(_ id: String) {
        let connection = run([Self.event(id), Self.broken])
        #expect(connection.requests.count == 2)
        #expect(connection.requests.allSatisfy { $0.method == "GET" })
    }

    @Test("reads Lambda's deadline, and uses three seconds if there is none")
    func deadlines() throws {
        func deadline(_ value: String?) throws -> Deadline {
            var response = try Self.event("1").get()
            if let value { response.headers.append(HTTPHeader(name: "Lambda-Runtime-Deadline-Ms", value: value)) }
            return try #require(Invocation(response, clock: time.clock)).deadline
        }
        #expect(try deadline("1768480248000") == Deadline(unixMilliseconds: 1_768_480_248_000))
        for value in [nil, "", "soon", "99999999999999999999"] {
            #expect(try deadline(value) == time.clock.deadline(inMilliseconds: 3000))
        }
        #expect(try deadline("-9223372036854775808") == Deadline(unixMilliseconds: .min))
        // No function has a timeout of more than 15 minutes.
        #expect(try deadline("9223372036854775807") == time.clock.deadline(inMilliseconds: 900_000))
    }

    @Test("reports that it cannot start")
    func initError() throws {
        let connection = ScriptedConnection([Self.taken])
        let error = EventError(type: "Function.ConfigurationInvalid", message: "TABLE_NAME: it is not set")
        _ = try RuntimeAPI(connection: connection, clock: time.clock).failToStart(error)
        #expect(connection.requests.first?.target == "/2018-06-01/runtime/init/error")
        #expect(connection.requests.first?.header("Lambda-Runtime-Function-Error-Type") == error.type)
    }
}
