import Foundation
import Testing

@testable import AWSClient

@Suite("A service error")
struct ServiceErrorTests {
    private func decode(_ operation: ServiceOperation, _ response: HTTPResponse) -> ServiceError {
        ServiceError(decoding: response, of: operation)
    }

    @Test(
        "takes a JSON service's code from __type, without namespace and URL",
        arguments: [
            (
                #"{"__type":"com.amazonaws.dynamodb.v20120810#ResourceInUseException","message":"m"}"#,
                "ResourceInUseException"
            ),
            (#"{"__type":"ResourceInUseException","Message":"m"}"#, "ResourceInUseException"),
            (
                #"{"__type":"a#b#ResourceInUseException:http://internal.amazon.com/x#y","message":"m"}"#,
                "ResourceInUseException"
            ),
            (#"{"code":"ResourceInUseException","message":"m"}"#, "ResourceInUseException"),
            (#"{"message":"m"}"#, "Bad Request"),
            (#"{"__type":":","message":"m"}"#, "Bad Request"),
            (#"{"__type":3,"message":"m"}"#, "Bad Request"),
        ])
    func json(body: String, code: String) {
        let error = decode(TestOperation.describeTable, HTTPResponse(400, body, headers: [("x-amzn-RequestId", "id")]))
        #expect(
            error
                == ServiceError(
                    service: "DynamoDB", operation: "DescribeTable", code: code, message: "m", status: 400,
                    requestID: "id"))
    }

    @Test("omits the signature, which AWS repeats with a header that it cannot parse")
    func signature() {
        let message = "Authorization=AWS4-HMAC-SHA256 Credential=A/b, Signature=0123456789abcdef"
        let json = #"{"__type":"IncompleteSignatureException","message":"\#(message)"}"#
        let xml = "<E><Error><Code>IncompleteSignature</Code><Message>\(message)</Message></Error></E>"
        for error in [
            decode(TestOperation.describeTable, HTTPResponse(400, json)),
            decode(TestOperation.getRole, HTTPResponse(400, xml)),
        ] {
            #expect(error.message.hasSuffix("Credential=A/b, Signature=[redacted]"))
        }
    }

    @Test(
        "takes a REST service's code from the header first",
        arguments: [
            (
                "ResourceConflictException:http://internal.amazon.com/x/",
                #"{"code":"Other","Type":"User","Message":"m"}"#
            ),
            ("ns#ResourceConflictException", #"{"Type":"User","message":"m"}"#),
            (nil, #"{"code":"ResourceConflictException","Message":"m"}"#),
            (nil, #"{"Code":"ResourceConflictException","Message":"m"}"#),
            (nil, #"{"__type":"ns#ResourceConflictException","Message":"m"}"#),
        ])
    func rest(header: String?, body: String) {
        let headers = header.map { [(name: "X-Amzn-ErrorType", value: $0)] } ?? []
        let error = decode(TestOperation.createAlias, HTTPResponse(409, body, headers: headers))
        #expect(error.code == "ResourceConflictException")
        #expect(error.message == "m")
        #expect(error.requestID == nil)
    }

    @Test("does not take Lambda's Type for a code")
    func lambdaType() {
        #expect(decode(TestOperation.createAlias, HTTPResponse(404, #"{"Type":"User"}"#)).code == "Not Found")
    }

    @Test(
        "reads both error formats of the query protocol",
        arguments: [
            "<ErrorResponse xmlns='urn:x'><Error><Type>Sender</Type><Code>NoSuchEntity</Code><Message>a &lt; b</Message></Error><RequestId>id</RequestId></ErrorResponse>",
            "<Response><Errors><Error><Code>NoSuchEntity</Code><Message>a &lt; b</Message></Error></Errors><RequestID>id</RequestID></Response>",
            "<ErrorResponse><Error><Code> NoSuchEntity </Code><Message><![CDATA[a < b]]></Message></Error><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></ErrorResponse>",
        ])
    func query(body: String) {
        #expect(
            decode(TestOperation.getRole, HTTPResponse(404, body))
                == ServiceError(
                    service: "IAM", operation: "GetRole", code: "NoSuchEntity", message: "a < b", status: 404,
                    requestID: "id"))
    }

    @Test("reads the XML of AWS's front end for a JSON service")
    func frontEnd() {
        let message = "Unable to determine service/operation name to be authorized"
        let body = "<AccessDeniedException>\n  <Message>\(message)</Message>\n</AccessDeniedException>\n"
        for operation in [TestOperation.describeTable, TestOperation.createAlias] {
            let error = decode(operation, HTTPResponse(403, body))
            #expect(error.code == "AccessDeniedException" && error.message == message)
            #expect(error.isUnknownOperation && !error.isAccessDenied && !error.isCredentialProblem)
        }
    }

    @Test(
        "names the region that may have to be enabled first",
        arguments: [
            ("UnrecognizedClientException", "me-south-1", true), ("InvalidClientTokenId", "ap-east-1", true),
            ("RegionDisabledException", "il-central-1", true), ("InvalidClientTokenId", "eu-west-1", false),
            ("UnrecognizedClientException", "cn-north-1", false), ("SignatureDoesNotMatch", "me-south-1", false),
            ("AccessDenied", "me-south-1", false), ("ExpiredToken", "me-south-1", false),
        ])
    func regionToEnable(code: String, region: String, isNamed: Bool) {
        let error = ServiceError(
            service: "STS", operation: "AssumeRole", code: code, message: "m", status: 403, requestID: nil,
            region: region)
        #expect(error.regionToEnable == (isNamed ? region : nil))
        #expect(error.inWords.contains("the region \(region) may have to be enabled") == isNamed)
    }

    @Test(
        "uses the status if the body has no error",
        arguments: [
            "", "<html><body>Bad gateway</body></html>", "[]", "null", "not json", "<ErrorResponse/>", "\u{0}",
        ])
    func bare(body: String) {
        let operations = [TestOperation.describeTable, TestOperation.createAlias, TestOperation.getRole]
        for operation in operations {
            let error = decode(operation, HTTPResponse(502, body, headers: [("X-AMZN-REQUESTID", "id")]))
            #expect(error.code == "Bad Gateway")
            #expect(error.message.isEmpty)
            #expect(error.requestID == "id")
        }
        #expect(decode(TestOperation.getRole, HTTPResponse(418, body)).code == "HTTP 418")
    }

    @Test(
        "knows whether it is about the credentials",
        arguments: [
            ("ExpiredToken", true, false, true), ("ExpiredTokenException", true, false, true),
            ("RequestExpired", true, false, true), ("InvalidClientTokenId", true, false, false),
            ("UnrecognizedClientException", true, false, false), ("SignatureDoesNotMatch", true, false, false),
            ("InvalidSignatureException", true, false, false), ("AccessDenied", false, true, false),
            ("AccessDeniedException", false, true, false), ("NoSuchEntity", false, false, false),
        ])
    func helpers(code: String, credentials: Bool, denied: Bool, expired: Bool) {
        let error = ServiceError(
            service: "IAM", operation: "GetRole", code: code, message: "", status: 403, requestID: nil)
        #expect(error.isCredentialProblem == credentials)
        #expect(error.isAccessDenied == denied)
        #expect(error.isExpiredCredentials == expired)
    }
}
