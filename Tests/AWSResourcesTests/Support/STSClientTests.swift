import AWSClient
import AWSSigning
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer

@Suite("The caller's identity")
struct STSClientTests {
    func client(_ answer: ScriptedAWS.Answer) throws -> STSClient {
        STSClient(
            ServiceClient(
                service: .sts, endpoint: try Endpoint(for: .sts, region: "eu-west-1"),
                credentials: CredentialCache(fixed: Credentials(accessKeyID: "AKIATEST", secretAccessKey: "secret")),
                transport: ScriptedAWS(["GetCallerIdentity": [answer]])))
    }

    @Test("has an account, an ARN and an id")
    func identity() async throws {
        let answer = ScriptedAWS.Answer.xml(
            """
            <Arn>arn:aws-cn:iam::123456789012:user/ann</Arn><UserId>AIDAX</UserId><Account>123456789012</Account>
            """)
        #expect(
            try await client(answer).callerIdentity()
                == CallerIdentity(
                    account: "123456789012", arn: "arn:aws-cn:iam::123456789012:user/ann", userID: "AIDAX"))
    }

    @Test("without an account is an error that names the operation")
    func unreadable() async throws {
        let error = await #expect(throws: UnreadableResponse.self) { try await client(.xml("")).callerIdentity() }
        #expect(error?.operation == "GetCallerIdentity")
    }
}
