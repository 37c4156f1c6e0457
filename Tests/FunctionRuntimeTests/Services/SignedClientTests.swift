import AWSSigning
import FunctionTestSupport
import Testing

@testable import FunctionRuntime

@Suite("A signed client")
struct SignedClientTests {
    private let time = TestClock()
    private static let done = Result<HTTPResponse, HTTPFailure>.success(HTTPResponse(200, #"{"MessageId":"M"}"#))
    private static let target = "AmazonSQS.SendMessage"

    private static func refusal(_ status: Int, _ code: String) -> Result<HTTPResponse, HTTPFailure> {
        .success(
            HTTPResponse(
                status, #"{"__type":"com.amazonaws.sqs#\#(code)","message":"why"}"#, headers: ["x-amzn-RequestId": "ID"]
            ))
    }

    private func client(
        _ connection: ScriptedConnection, _ service: AWSService = "sqs", _ changes: [String: String?] = [:]
    ) throws -> SignedClient {
        try TestEnvironment(changes, over: connection, clock: time.clock).environment.client(for: service)
    }

    private var later: Deadline { time.clock.deadline(inMilliseconds: 2500) }

    private func failure(
        _ connection: ScriptedConnection, by deadline: Deadline? = nil
    ) throws -> ServiceFailure? {
        let client = try client(connection)
        do throws(ServiceFailure) {
            _ = try client.answer(to: Self.target, [:], by: deadline ?? later)
            return nil
        } catch {
            return error
        }
    }

    @Test("calls an operation and returns its output")
    func call() throws {
        let connection = ScriptedConnection([Self.done])
        #expect(try client(connection).call(Self.target, ["MessageBody": "b"], by: later) == ["MessageId": "M"])
        let request = try #require(connection.requests.first)
        #expect(connection.requests.count == 1)
        #expect(request.method == "POST" && request.target == "/")
        #expect(request.text == #"{"MessageBody":"b"}"#)
        #expect(request.header("x-amz-target") == Self.target)
        #expect(request.header("content-type") == "application/x-amz-json-1.0")
    }

    @Test("takes an answer without a body for an empty object")
    func emptyAnswer() throws {
        let connection = ScriptedConnection([.success(HTTPResponse(200))])
        #expect(try client(connection).call("AmazonSQS.DeleteMessage", [:], by: later) == [:])
    }

    @Test("names the version of the JSON protocol that the service speaks")
    func version() throws {
        let connection = ScriptedConnection([Self.done, Self.done])
        _ = try client(connection, "kms").call("TrentService.Decrypt", [:], by: later)
        let own = AWSService("new", jsonVersion: "1.0")
        _ = try client(connection, own).call("New.Do", [:], by: later)
        #expect(
            connection.requests.map { $0.header("content-type") } == [
                "application/x-amz-json-1.1", "application/x-amz-json-1.0",
            ])
    }

    @Test(
        "repeats what was certainly not carried out, up to four times",
        arguments: [
            .failure(.notSent("refused")), refusal(400, "ThrottlingException"), refusal(400, "RequestThrottled"),
            refusal(400, "TransactionConflictException"),
        ] as [Result<HTTPResponse, HTTPFailure>])
    func repeats(_ refusal: Result<HTTPResponse, HTTPFailure>) throws {
        let connection = ScriptedConnection([refusal, refusal, Self.done])
        let answer = try client(connection).answer(to: Self.target, [:], by: later)
        #expect(answer == ServiceAnswer(response: try Self.done.get(), attempts: 3))
        #expect(time.sleeps == [50, 100])
        let hopeless = ScriptedConnection(Array(repeating: refusal, count: 9))
        #expect(try failure(hopeless)?.attempts == 4)
        #expect(hopeless.requests.count == 4)
    }

    @Test(
        "never repeats what may have been carried out, and no final refusal",
        arguments: [
            (.failure(.mayHaveArrived("reset")), "AnswerLost"), (refusal(500, "InternalFailure"), "InternalFailure"),
            (refusal(503, "ThrottlingException"), "ThrottlingException"),
            (refusal(400, "QueueDoesNotExist"), "QueueDoesNotExist"),
            // A service's code is never taken for one of the client's own.
            (refusal(400, "ConnectionFailed"), "ConnectionFailed"),
        ] as [(Result<HTTPResponse, HTTPFailure>, String)])
    func neverRepeats(_ result: Result<HTTPResponse, HTTPFailure>, _ code: String) throws {
        let connection = ScriptedConnection([result, Self.done])
        let failure = try failure(connection)
        #expect(failure?.code == code && failure?.attempts == 1)
        #expect(connection.requests.count == 1 && time.sleeps.isEmpty)
    }

    @Test("repeats nothing for which no time is left")
    func noTime() throws {
        let connection = ScriptedConnection(Array(repeating: Self.refusal(400, "ThrottlingException"), count: 9))
        #expect(try failure(connection, by: time.clock.deadline(inMilliseconds: 50))?.attempts == 1)
        #expect(time.sleeps.isEmpty)
    }

    @Test("does not repeat what was carried out and answered with something else than JSON")
    func unreadable() throws {
        let connection = ScriptedConnection([.success(HTTPResponse(200, "<html>")), Self.done])
        #expect(throws: EventError.self) { try client(connection).call(Self.target, [:], by: later) }
        #expect(connection.requests.count == 1)
    }

    @Test("fails an event with the service's words, but without secrets and in one line")
    func eventError() throws {
        let body =
            #"{"__type":"a#InvalidSignatureException","message":"not the-secret the-token\nx-amz-security-token:the"}"#
        let connection = ScriptedConnection([
            .success(HTTPResponse(403, body, headers: ["x-amzn-RequestId": "ID"])), .failure(.mayHaveArrived("reset")),
        ])
        let client = try client(connection)
        #expect(
            throws: EventError(
                type: "Function.ServiceFailed",
                message: "SQS gave no result of AmazonSQS.SendMessage: InvalidSignatureException "
                    + "(attempt 1, status 403, request ID): not [hidden] [hidden]")
        ) { try client.call(Self.target, [:], by: later) }
        #expect(
            throws: EventError(
                type: "Function.ServiceFailed",
                message: "SQS gave no result of AmazonSQS.SendMessage: AnswerLost (attempt 1): reset")
        ) { try client.call(Self.target, [:], by: later) }
    }

    @Test("sends any request once, signed with its query and behind the path of the service's address")
    func send() throws {
        let connection = ScriptedConnection([Self.refusal(400, "ThrottlingException"), Self.done])
        let client = try client(connection, "lambda", ["AWS_ENDPOINT_URL": "http://localhost:4566/base"])
        let response = try client.send(
            method: "GET", path: "/2015-03-31/functions", query: "MaxItems=1",
            headers: [HTTPHeader(name: "X-A", value: "1")], by: later)
        #expect(response.status == 400 && connection.requests.count == 1)
        let request = try #require(connection.requests.first)
        #expect(request.target == "/base/2015-03-31/functions?MaxItems=1")
        let signer = SigV4(
            credentials: Credentials(accessKeyID: "ASIAX", secretAccessKey: "the-secret", sessionToken: "the-token"),
            region: "eu-west-1", service: "lambda")
        let signable = SignableRequest(
            method: "GET", path: "/base/2015-03-31/functions", query: "MaxItems=1",
            headers: [("host", "localhost:4566"), ("x-a", "1")])
        for header in signer.headers(for: signable, at: time.clock.nowMilliseconds() / 1000) {
            #expect(request.header(header.name) == header.value)
        }
        #expect(connection.deadlines == [later])
    }

    @Test("starts even if the service cannot be reached, which is logged")
    func unreachable() throws {
        let closed = try LocalServer { _ in }
        closed.stop()
        let lines = LogLines()
        let environment = FunctionEnvironment(log: lines.log()) { name in
            name == "AWS_ENDPOINT_URL_SQS" ? "http://127.0.0.1:\(closed.port)" : TestEnvironment.variables[name]
        }
        let client = try environment.client(for: "sqs")
        #expect(lines.records.first?["level"] == "WARN")
        #expect(lines.records.first?["message"]?.string?.hasPrefix("SQS cannot be reached yet: cannot connect") == true)
        #expect(throws: HTTPFailure.self) { try client.send(method: "GET", by: .never) }
    }

    @Test("connects at once, and uses that connection for its requests")
    func connects() throws {
        let server = try LocalServer { connection in
            while connection.readRequest() != nil { connection.answer("{}") }
        }
        defer { server.stop() }
        let environment = FunctionEnvironment(log: LogLines().log()) { name in
            name == "AWS_ENDPOINT_URL" ? "http://127.0.0.1:\(server.port)" : TestEnvironment.variables[name]
        }
        let client = try environment.client(for: "sqs", answerLimit: 2)
        for _ in 0..<3 { #expect(try client.call(Self.target, [:], by: .never) == [:]) }
        #expect(server.connectionCount == 1)
    }

    @Test("needs root certificates that can be read, unless the address is plain HTTP")
    func roots() {
        let environment = FunctionEnvironment(log: LogLines().log()) { name in
            name == "AWS_CA_BUNDLE" ? "/nowhere.pem" : TestEnvironment.variables[name]
        }
        do throws(ConfigurationError) {
            _ = try environment.client(for: "sqs")
            Issue.record("it was made")
        } catch {
            #expect(error.variable == "AWS_CA_BUNDLE or SSL_CERT_FILE")
            #expect(error.reason.hasPrefix("cannot read /nowhere.pem: "))
        }
    }
}
