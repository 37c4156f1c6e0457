import FunctionTestSupport
import Testing

@testable import FunctionRuntime

/// Greets who asks for it in a query, and counts them in a table.
private struct Greeter: FunctionHandler {
    let greeting: String
    let table: SignedClient

    init(_ environment: FunctionEnvironment) throws(ConfigurationError) {
        greeting = try environment.required("GREETING", "what it says")
        table = try environment.client(for: "dynamodb")
    }

    func respond(to event: FunctionURLEvent, in invocation: Invocation) throws(EventError) -> FunctionURLResponse {
        guard let name = event.query("name") else {
            throw EventError(type: "Function.NameMissing", message: "nobody says their name")
        }
        let answer = try table.call("DynamoDB_20120810.PutItem", ["Item": ["n": ["S": .string(name)]]], by: .never)
        return .json([greeting: .string(name), "in": answer, "request": .string(invocation.requestID)])
    }
}

/// Takes every message but those that say "no".
private struct Worker: FunctionHandler {
    init(_ environment: FunctionEnvironment) {}

    func respond(to event: SQSEvent, in invocation: Invocation) -> SQSBatchResponse {
        SQSBatchResponse(failedMessageIDs: event.records.filter { $0.body == "no" }.map(\.messageID))
    }
}

/// Takes any JSON and answers the same, or nothing.
private struct Echo: FunctionHandler {
    init(_ environment: FunctionEnvironment) {}
    func respond(to event: JSON, in invocation: Invocation) -> JSON { event }
}

private struct Silence: FunctionHandler {
    init(_ environment: FunctionEnvironment) {}
    func respond(to event: JSON, in invocation: Invocation) -> NoResponse { NoResponse() }
}

@Suite("A function")
struct FunctionHandlerTests {
    private let time = TestClock()
    private let lines = LogLines()
    private let greeting: [String: String?] = ["GREETING": "hello"]

    /// Runs a function on these events, and ends it; returns what it sent to the Runtime API, without its questions.
    private func run(
        _ function: (some FunctionHandler).Type, _ events: [String], _ changes: [String: String?] = [:],
        over service: ScriptedConnection = ScriptedConnection([])
    ) -> [HTTPRequest] {
        var script: [Result<HTTPResponse, HTTPFailure>] = []
        for (index, event) in events.enumerated() {
            let response = HTTPResponse(200, event, headers: ["Lambda-Runtime-Aws-Request-Id": "R\(index)"])
            script += [.success(response), .success(HTTPResponse(202))]
        }
        let runtime = ScriptedConnection(script + [.success(HTTPResponse(500))])
        FunctionProcess.serve(
            RuntimeAPI(connection: runtime, clock: time.clock),
            in: TestEnvironment(changes, over: service, clock: time.clock, log: lines).environment, function.handler)
        return runtime.requests.filter { $0.method == "POST" }
    }

    private func request(_ query: String) -> String {
        #"{"rawQueryString":"\#(query)","requestContext":{"http":{"method":"GET"}}}"#
    }

    @Test("answers its events")
    func answers() throws {
        let service = ScriptedConnection([.success(HTTPResponse(200, "{}"))])
        let sent = run(Greeter.self, [request("name=J%C3%B6rg")], greeting, over: service)
        #expect(sent.map(\.target) == ["/2018-06-01/runtime/invocation/R0/response"])
        let payload = try JSONReader.read(try #require(sent.first).body)
        #expect(payload["body"] == #"{"hello":"Jörg","in":{},"request":"R0"}"#)
        #expect(service.requests.map(\.text) == [#"{"Item":{"n":{"S":"Jörg"}}}"#])
    }

    @Test("reports an event that fails, is of another kind or no JSON, and goes on")
    func failures() {
        let service = ScriptedConnection([
            .success(HTTPResponse(400, #"{"__type":"x#AccessDenied","message":"the-secret"}"#)),
            .success(HTTPResponse(200, "{}")),
        ])
        let sent = run(
            Greeter.self, [request(""), #"{"Records":[]}"#, "{", request("name=a"), request("name=b")], greeting,
            over: service)
        #expect(
            sent.map { String($0.target.dropFirst("/2018-06-01/runtime/invocation/".count)) } == [
                "R0/error", "R1/error", "R2/error", "R3/error", "R4/response",
            ])
        let types = [
            "Function.NameMissing", "Function.EventUnknown", "Function.EventMalformed", "Function.ServiceFailed", nil,
        ]
        #expect(sent.map { $0.header("Lambda-Runtime-Function-Error-Type") } == types)
        #expect(sent.first?.text.contains("nobody says their name") == true)
        #expect(sent.allSatisfy { !$0.text.contains("the-secret") })
        #expect(lines.records.prefix(4).map { $0["code"]?.string } == types.dropLast())
        #expect(lines.records.prefix(4).map { $0["requestId"] } == ["R0", "R1", "R2", "R3"])
    }

    @Test("that has a wrong setting is reported as such, and gets no event")
    func wrongSetting() throws {
        let sent = run(Greeter.self, [request("name=a")], ["GREETING": nil])
        #expect(sent.map(\.target) == ["/2018-06-01/runtime/init/error"])
        #expect(sent.first?.header("Lambda-Runtime-Function-Error-Type") == "Function.ConfigurationInvalid")
        let message: JSON = "GREETING: it is not set; it is what it says"
        #expect(try JSONReader.read(try #require(sent.first).body)["errorMessage"] == message)
        #expect(lines.records.map { $0["message"] } == [message])
    }

    @Test("may take a queue's messages, and name those that failed")
    func queue() {
        let records = ["yes", "no", "no"].enumerated().map {
            #"{"messageId":"M\#($0)","body":"\#($1)","eventSource":"aws:sqs"}"#
        }
        let sent = run(Worker.self, [#"{"Records":[\#(records.joined(separator: ","))]}"#])
        #expect(
            sent.map(\.text) == [#"{"batchItemFailures":[{"itemIdentifier":"M1"},{"itemIdentifier":"M2"}]}"#])
    }

    @Test("may take any JSON, and answer any or none")
    func json() {
        #expect(run(Echo.self, [#"{ "a" : 1 }"#, "[]", ""]).map(\.text).prefix(2) == [#"{"a":1}"#, "[]"])
        #expect(run(Silence.self, ["{}"]).map(\.text) == ["null"])
    }
}
