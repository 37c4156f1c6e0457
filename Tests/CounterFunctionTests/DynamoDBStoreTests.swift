import AWSSigning
import FunctionRuntime
import FunctionTestSupport
import Testing

@testable import CounterFunction

@Suite("The count in DynamoDB")
struct DynamoDBStoreTests {
    private let time = TestClock()
    private static let counted = Result<HTTPResponse, HTTPFailure>.success(
        HTTPResponse(200, #"{"Attributes":{"views":{"N":"43"}}}"#))

    private static func refusal(_ status: Int, _ code: String) -> Result<HTTPResponse, HTTPFailure> {
        .success(
            HTTPResponse(
                status, #"{"__type":"com.amazonaws.dynamodb.v20120810#\#(code)","message":"why"}"#,
                headers: ["x-amzn-RequestId": "ID"]))
    }

    private func store(
        _ connection: ScriptedConnection, _ changes: [String: String?] = [:]
    ) throws -> any CountStore {
        try SettingsTests.function(changes, over: connection, clock: time.clock).store
    }

    private var later: Deadline { time.clock.deadline(inMilliseconds: 2500) }

    private func failure(
        _ connection: ScriptedConnection, by deadline: Deadline? = nil
    ) throws -> ServiceFailure? {
        let store = try store(connection)
        do throws(ServiceFailure) {
            _ = try store.addVisit(to: "main_page", by: deadline ?? later)
            return nil
        } catch {
            return error
        }
    }

    @Test("is raised by one UpdateItem")
    func updateItem() throws {
        let connection = ScriptedConnection([Self.counted])
        #expect(try store(connection).addVisit(to: "main_page", by: later) == 43)
        let request = try #require(connection.requests.first)
        #expect(connection.requests.count == 1)
        #expect(request.method == "POST")
        #expect(request.target == "/")
        #expect(request.header("content-type") == "application/x-amz-json-1.0")
        #expect(request.header("x-amz-target") == "DynamoDB_20120810.UpdateItem")
        #expect(
            request.text
                == #"{"TableName":"VisitorCount","Key":{"id":{"S":"main_page"}},"UpdateExpression":"ADD #views :one","#
                + ##""ExpressionAttributeNames":{"#views":"views"},"##
                + #""ExpressionAttributeValues":{":one":{"N":"1"}},"ReturnValues":"UPDATED_NEW"}"#)
    }

    @Test("is requested with a signature over the host as it is sent")
    func signature() throws {
        let connection = ScriptedConnection([Self.counted])
        _ = try store(connection, ["AWS_ENDPOINT_URL": "http://localhost:4566/base"]).addVisit(to: "blog", by: later)
        let request = try #require(connection.requests.first)
        #expect(request.target == "/base/")
        let signer = SigV4(
            credentials: Credentials(accessKeyID: "ASIAX", secretAccessKey: "the-secret", sessionToken: "the-token"),
            region: "eu-west-1", service: "dynamodb")
        let signable = SignableRequest(
            method: "POST", path: "/base/",
            headers: [
                ("host", "localhost:4566"), ("content-type", "application/x-amz-json-1.0"),
                ("x-amz-target", "DynamoDB_20120810.UpdateItem"),
            ], body: request.body)
        for header in signer.headers(for: signable, at: time.clock.nowMilliseconds() / 1000) {
            #expect(request.header(header.name) == header.value)
        }
    }

    @Test("does not let a page's name break out of its request")
    func escaping() throws {
        let page = #"a"},"x":{"#
        #expect(try JSONReader.read(DynamoDBStore.update(of: page, in: "t").bytes)["Key"]?["id"]?["S"]?.string == page)
    }

    @Test(
        "is requested again after a temporary error",
        arguments: [
            "ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded",
            "TransactionConflictException", "LimitExceededException",
        ])
    func retries(_ code: String) throws {
        let connection = ScriptedConnection([Self.refusal(400, code), Self.refusal(400, code), Self.counted])
        #expect(try store(connection).addVisit(to: "main_page", by: later) == 43)
        #expect(connection.requests.count == 3)
        #expect(time.sleeps == [50, 100])
    }

    @Test("is requested again if nothing was sent, with a new signature each time")
    func retriesConnection() throws {
        time.advance(877)  // so that the first pause crosses a second
        let connection = ScriptedConnection([
            .failure(.notSent("refused")), .failure(.notSent("refused")), Self.counted,
        ])
        time.advance(960)
        #expect(try store(connection).addVisit(to: "main_page", by: later) == 43)
        #expect(connection.requests.count == 3)
        #expect(connection.requests[0].header("x-amz-date") != connection.requests[2].header("x-amz-date"))
    }

    @Test("is not requested again after an ambiguous write")
    func ambiguousWrite() throws {
        let connection = ScriptedConnection([.failure(.mayHaveArrived("the connection ended")), Self.counted])
        #expect(
            try failure(connection)
                == ServiceFailure(code: "AnswerLost", message: "the connection ended", status: nil, requestID: nil))
        #expect(connection.requests.count == 1)
    }

    @Test(
        "is not requested again if the response leaves the outcome unknown", arguments: [500, 502, 503, 504, 429])
    func serverErrors(_ status: Int) throws {
        let connection = ScriptedConnection([Self.refusal(status, "ThrottlingException"), Self.counted])
        #expect(try failure(connection)?.status == status)
        #expect(connection.requests.count == 1)
    }

    @Test(
        "is not requested again after a permanent error",
        arguments: [
            "AccessDeniedException", "ResourceNotFoundException", "ValidationException", "ExpiredTokenException",
            "UnrecognizedClientException", "InvalidSignatureException", "ItemCollectionSizeLimitExceededException",
        ])
    func lastingRefusals(_ code: String) throws {
        let connection = ScriptedConnection([Self.refusal(400, code), Self.counted])
        #expect(try failure(connection) == ServiceFailure(code: code, message: "why", status: 400, requestID: "ID"))
        #expect(connection.requests.count == 1)
    }

    @Test("is given up after four attempts")
    func gaveUp() throws {
        let connection = ScriptedConnection(Array(repeating: Self.refusal(400, "ThrottlingException"), count: 9))
        #expect(try failure(connection)?.attempts == 4)
        #expect(connection.requests.count == 4)
        #expect(time.sleeps == [50, 100, 200])
    }

    @Test("is not requested again when the time is up")
    func noTime() throws {
        let connection = ScriptedConnection(Array(repeating: Self.refusal(400, "ThrottlingException"), count: 9))
        #expect(try failure(connection, by: time.clock.deadline(inMilliseconds: 120))?.attempts == 2)
        #expect(time.sleeps == [50])
    }

    @Test(
        "is an error if the response has no count",
        arguments: [
            "", "{}", "[]", "null", #"{"Attributes":{}}"#, #"{"Attributes":{"views":{"S":"43"}}}"#,
            #"{"Attributes":{"views":{"N":43}}}"#, #"{"Attributes":{"views":{"N":"43x"}}}"#,
            #"{"Attributes":{"views":{"N":"1E+40"}}}"#, "<html>",
        ])
    func unreadable(_ body: String) throws {
        let connection = ScriptedConnection([.success(HTTPResponse(200, body)), Self.counted])
        #expect(try failure(connection)?.code == "AnswerUnreadable")
        #expect(connection.requests.count == 1)
    }
}
