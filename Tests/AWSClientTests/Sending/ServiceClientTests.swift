import AWSClient
import AWSSigning
import Foundation
import Testing

/// Operations, declared as in the services' clients.
enum TestOperation {
    static let describeTable = ServiceOperation(.dynamoDB, "DescribeTable", .read)
    static let describeLogGroups = ServiceOperation(.logs, "DescribeLogGroups", .read)
    static let getRole = ServiceOperation(.iam, "GetRole", .read)
    static let deleteRole = ServiceOperation(.iam, "DeleteRole", .write)
    static let listTags = ServiceOperation(
        .lambda, "ListTags", .read, method: "GET", path: "/2017-03-31/tags/{Resource}")
    static let untag = ServiceOperation(
        .lambda, "UntagResource", .write, method: "DELETE", path: "/2017-03-31/tags/{Resource}")
    static let createAlias = ServiceOperation(
        .lambda, "CreateAlias", .write, path: "/2015-03-31/functions/{FunctionName}/aliases")
}

@Suite("A service client")
struct ServiceClientTests {
    struct Input: Encodable, Sendable {
        var b = "2/3"
        var a = 1
        var data = Data([0, 255])
    }

    struct Output: Decodable, Equatable {
        let tableName: String
        enum CodingKeys: String, CodingKey { case tableName = "TableName" }
    }

    @Test("sends AWS JSON with its version and target, sorted keys, and a signature")
    func json() async throws {
        let transport = ScriptedTransport(HTTPResponse(200, #"{"TableName":"T","More":[1]}"#))
        let client = try scriptedClient(.dynamoDB, transport)
        let output: Output = try await client.call(TestOperation.describeTable, Input())
        #expect(output == Output(tableName: "T"))
        let request = try #require(transport.requests.first)
        #expect(request.method == "POST")
        #expect(request.url == "https://dynamodb.eu-west-1.amazonaws.com/")
        #expect(request.header("host") == "dynamodb.eu-west-1.amazonaws.com")
        #expect(request.header("content-type") == "application/x-amz-json-1.0")
        #expect(request.header("x-amz-target") == "DynamoDB_20120810.DescribeTable")
        #expect(request.header("x-amz-security-token") == "very-secret-token")
        #expect(String(decoding: request.body, as: UTF8.self) == #"{"a":1,"b":"2/3","data":"AP8="}"#)
        let authorization = try #require(request.header("authorization"))
        #expect(authorization.contains("/eu-west-1/dynamodb/aws4_request"))
        #expect(authorization.contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target"))
    }

    @Test("signs what it sends")
    func signature() async throws {
        let transport = ScriptedTransport(HTTPResponse(204))
        let client = try scriptedClient(.lambda, transport)
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:f"
        let _: NoOutput = try await client.call(
            TestOperation.untag, path: ["Resource": arn], query: [("tagKeys", "b c"), ("tagKeys", "a/b")])
        let request = try #require(transport.requests.first)
        #expect(
            request.url == "https://lambda.eu-west-1.amazonaws.com/2017-03-31/tags/"
                + "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Af?tagKeys=b%20c&tagKeys=a%2Fb")
        #expect(request.body.isEmpty)
        #expect(request.header("content-type") == nil)
        let signable = SignableRequest(
            method: "DELETE", path: "/2017-03-31/tags/arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Af",
            query: "tagKeys=b%20c&tagKeys=a%2Fb", headers: [("host", "lambda.eu-west-1.amazonaws.com")])
        let expected = SigV4(credentials: .test, region: "eu-west-1", service: "lambda")
            .headers(for: signable, at: 1_790_000_000)
        for header in expected { #expect(request.header(header.name) == header.value) }
    }

    @Test("sends a form to a query service and returns the result element")
    func query() async throws {
        let body = """
            <?xml version="1.0"?><GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
              <GetRoleResult><Role><RoleName>R &amp; D</RoleName>
                <Tags><member><Key>a</Key><Value/></member><member><Key>b</Key></member></Tags></Role></GetRoleResult>
              <ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></GetRoleResponse>
            """
        let transport = ScriptedTransport(HTTPResponse(200, body))
        let client = try scriptedClient(.iam, transport)
        let result = try await client.call(TestOperation.getRole, [("RoleName", "a b+c/é")])
        #expect(result.name == "GetRoleResult")
        #expect(result["Role"]?["RoleName"]?.text == "R & D")
        #expect(result["Role"]?.members(of: "Tags").map { $0["Key"]?.text } == ["a", "b"])
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://iam.amazonaws.com/")
        #expect(request.header("content-type") == "application/x-www-form-urlencoded; charset=utf-8")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == "Action=GetRole&Version=2010-05-08&RoleName=a%20b%2Bc%2F%C3%A9")
        #expect(request.header("authorization")?.contains("/us-east-1/iam/aws4_request") == true)
    }

    @Test("returns an empty element if a query operation has no result")
    func emptyQuery() async throws {
        let body =
            "<DeleteRoleResponse><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></DeleteRoleResponse>"
        let client = try scriptedClient(.iam, ScriptedTransport(HTTPResponse(200, body)))
        let result = try await client.call(TestOperation.deleteRole, [])
        #expect(result == XMLNode(name: "DeleteRoleResult"))
    }

    @Test("sends a REST body as JSON")
    func rest() async throws {
        let transport = ScriptedTransport(HTTPResponse(201, #"{"TableName":"T"}"#))
        let client = try scriptedClient(.lambda, transport)
        let output: Output = try await client.call(
            TestOperation.createAlias, path: ["FunctionName": "f"], body: Input())
        #expect(output.tableName == "T")
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/f/aliases")
        #expect(request.header("content-type") == "application/json")
    }

    @Test("puts a custom endpoint's path before the operation's, and signs it")
    func customEndpoint() async throws {
        let transport = ScriptedTransport(HTTPResponse(200, "{}"))
        let endpoint = try Endpoint(
            custom: "http://localhost:4566/aws/", region: "eu-west-1", setting: "AWS_ENDPOINT_URL")
        let client = try scriptedClient(.lambda, transport, endpoint: endpoint)
        let _: NoOutput = try await client.call(TestOperation.listTags, path: ["Resource": "x"])
        let request = try #require(transport.requests.first)
        #expect(request.url == "http://localhost:4566/aws/2017-03-31/tags/x")
        #expect(request.header("host") == "localhost:4566")
        let signable = SignableRequest(
            method: "GET", path: "/aws/2017-03-31/tags/x", headers: [("host", "localhost:4566")])
        let expected = SigV4(credentials: .test, region: "eu-west-1", service: "lambda")
            .headers(for: signable, at: 1_790_000_000)
        for header in expected { #expect(request.header(header.name) == header.value) }
    }

    @Test("gives uploads more time than other calls")
    func timeouts() async throws {
        struct Upload: Encodable, Sendable { let zip: Data }
        let transport = ScriptedTransport(HTTPResponse(200, "{}"), HTTPResponse(200, "{}"))
        let client = try scriptedClient(.lambda, transport)
        let _: NoOutput = try await client.call(TestOperation.listTags, path: ["Resource": "x"])
        let _: NoOutput = try await client.call(
            TestOperation.createAlias, path: ["FunctionName": "f"], body: Upload(zip: Data(count: 3 << 20)))
        #expect(transport.requests.map(\.totalTimeout) == [.seconds(30), .seconds(152)])
    }

    @Test("rejects a call with another path or protocol, and sends nothing")
    func invalidCalls() async throws {
        let transport = ScriptedTransport()
        let client = try scriptedClient(.lambda, transport)
        await #expect(throws: InvalidCall.self) {
            let _: NoOutput = try await client.call(TestOperation.listTags, path: [:])
        }
        await #expect(throws: InvalidCall.self) {
            let _: NoOutput = try await client.call(TestOperation.listTags, path: ["Resource": ""])
        }
        await #expect(throws: InvalidCall.self) {
            let _: NoOutput = try await client.call(TestOperation.listTags, Input())
        }
        await #expect(throws: InvalidCall.self) { _ = try await client.call(TestOperation.listTags, []) }
        await #expect(throws: InvalidCall.self) {
            let dynamoDB = try scriptedClient(.dynamoDB, transport)
            let _: NoOutput = try await dynamoDB.call(TestOperation.describeLogGroups, Input())
        }
        #expect(transport.requests.isEmpty)
    }

    @Test(
        "reports what it did not understand in a response, without a value from it",
        arguments: [
            (#"{"TableName":3,"Secret":"hush"}"#, "the member TableName is no String"),
            (#"{"Secret":"hush"}"#, "the body has no TableName"),
            (#"{"TableName":null}"#, "the member TableName is null"),
            (#"{"TableName":"hush"#, "the body is not what was expected"),
            ("<html>hush</html>", "the body is not what was expected"),
            ("", "the body has no TableName"),
        ])
    func unreadable(body: String, reason: String) async throws {
        let response = HTTPResponse(200, body, headers: [("x-amzn-RequestId", "id-1")])
        let once = RetryPolicy.standard(for: .dynamoDB, maxAttempts: 1)
        let client = try scriptedClient(.dynamoDB, ScriptedTransport(response), policy: once)
        let error = await #expect(throws: UnreadableResponse.self) {
            let _: Output = try await client.call(TestOperation.describeTable, Input())
        }
        #expect(
            error
                == UnreadableResponse(
                    service: "DynamoDB", operation: "DescribeTable", reason: reason, requestID: "id-1"))
    }

    @Test("rejects HTML or a truncated response of a query service")
    func unreadableXML() async throws {
        for body in ["<html><body>hello</body></html>", "<GetRoleResponse><GetRoleResult>", ""] {
            let once = RetryPolicy.standard(for: .iam, maxAttempts: 1)
            let client = try scriptedClient(.iam, ScriptedTransport(HTTPResponse(200, body)), policy: once)
            await #expect(throws: UnreadableResponse.self) { _ = try await client.call(TestOperation.getRole, []) }
        }
    }
}
