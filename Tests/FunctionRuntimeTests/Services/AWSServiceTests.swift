import FunctionTestSupport
import Testing

@testable import FunctionRuntime

@Suite("A service")
struct AWSServiceTests {
    @Test(
        "has its names and its version of the JSON protocol",
        arguments: [
            ("dynamodb", "DynamoDB", "AWS_ENDPOINT_URL_DYNAMODB", "1.0"), ("sqs", "SQS", "AWS_ENDPOINT_URL_SQS", "1.0"),
            ("states", "SFN", "AWS_ENDPOINT_URL_SFN", "1.0"), ("kms", "kms", "AWS_ENDPOINT_URL_KMS", "1.1"),
            ("secretsmanager", "Secrets Manager", "AWS_ENDPOINT_URL_SECRETS_MANAGER", "1.1"),
            ("ssm", "ssm", "AWS_ENDPOINT_URL_SSM", "1.1"), ("kinesis", "kinesis", "AWS_ENDPOINT_URL_KINESIS", "1.1"),
            ("events", "EventBridge", "AWS_ENDPOINT_URL_EVENTBRIDGE", "1.1"),
            ("logs", "CloudWatch Logs", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "1.1"),
            ("network-firewall", "network-firewall", "AWS_ENDPOINT_URL_NETWORK_FIREWALL", "1.0"),
        ])
    func names(_ prefix: String, _ name: String, _ variable: String, _ version: String) {
        let service = AWSService(stringLiteral: prefix)
        #expect(service == AWSService(prefix, signingName: prefix, name: name, jsonVersion: version))
        #expect(service.endpointVariable == variable)
    }

    @Test("may be signed under another name than its host has")
    func streams() throws {
        let service = AWSService("streams.dynamodb", signingName: "dynamodb")
        let connection = ScriptedConnection([])
        let client = try TestEnvironment(over: connection).environment.client(for: service)
        #expect(client.endpoint.host == "streams.dynamodb.eu-west-1.amazonaws.com")
        _ = try? client.call("DynamoDBStreams_20120810.ListStreams", [:], by: .never)
        #expect(connection.requests.first?.header("content-type") == "application/x-amz-json-1.0")
        #expect(connection.requests.first?.header("authorization")?.contains("/eu-west-1/dynamodb/aws4_") == true)
    }
}
