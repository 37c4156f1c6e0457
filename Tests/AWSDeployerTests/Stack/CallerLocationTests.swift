import AWSClient
import AWSSigning
import Testing

@testable import AWSDeployer
@testable import AWSResources
@testable import AWSTestSupport
@testable import Deployer
@testable import DeployerCLI

@Suite("The caller's location")
struct CallerLocationTests {
    func location(_ answer: ScriptedAWS.Answer, expecting account: String? = nil) throws -> CallerLocation {
        let client = ServiceClient(
            service: .sts, endpoint: try Endpoint(for: .sts, region: "eu-west-1"),
            credentials: CredentialCache(fixed: Credentials(accessKeyID: "AKIATEST", secretAccessKey: "secret")),
            transport: ScriptedAWS(["GetCallerIdentity": [answer]]))
        return CallerLocation(
            sts: STSClient(client), region: "eu-west-1", stage: "prod",
            expected: account.map { (account: $0, file: "config/prod.json") })
    }

    let ci = ScriptedAWS.Answer.xml(
        "<Arn>arn:aws:iam::123456789012:user/ci</Arn><UserId>AIDAX</UserId><Account>123456789012</Account>")

    @Test("has the login's account, the region, and the identity's name")
    func confirmed() async throws {
        let expected = Location(account: "123456789012", region: "eu-west-1", identity: "ci")
        #expect(try await location(ci).confirm() == expected)
        #expect(try await location(ci, expecting: "123456789012").confirm() == expected)
    }

    @Test("of another account than the stage's is an error that names both and the file")
    func wrongAccount() async throws {
        let error = await #expect(throws: WrongAccount.self) {
            try await location(ci, expecting: "999999999999").confirm()
        }
        #expect(
            error
                == WrongAccount(
                    stage: "prod", expected: "999999999999", file: "config/prod.json", actual: "123456789012",
                    arn: "arn:aws:iam::123456789012:user/ci"))
        let text = try #require(error?.explanation)
        #expect(text.what.contains("stage prod"))
        #expect(text.why.contains("999999999999") && text.why.contains("arn:aws:iam::123456789012:user/ci"))
        #expect(text.why.contains("Nothing was changed"))
        #expect(text.advice.contains("--profile") && text.advice.contains("config/prod.json"))
        #expect(text.exitCode == .failed)
    }

    @Test("is unknown if AWS does not accept the login, and the error is AWS's")
    func refused() async throws {
        let error = await #expect(throws: ServiceError.self) {
            try await location(.error("InvalidClientTokenId", status: 403)).confirm()
        }
        #expect(error?.isCredentialProblem == true)
    }

    @Test(
        "has the name in the ARN",
        arguments: [
            ("arn:aws:iam::123456789012:user/ci", "ci"),
            ("arn:aws:iam::123456789012:user/division/team/ann", "ann"),
            ("arn:aws:iam::123456789012:root", "root"),
            ("arn:aws:sts::123456789012:assumed-role/Admin/ann@example.com", "Admin/ann@example.com"),
            ("arn:aws-cn:sts::123456789012:assumed-role/Admin/i-0123", "Admin/i-0123"),
            ("arn:aws:sts::123456789012:federated-user/bob", "bob"),
            ("arn:aws:sts::123456789012:assumed-role/Admin", "Admin"),
            ("arn:aws:sts::123456789012:assumed-role/Admin/a:b:c", "Admin/a:b:c"),
            ("arn:aws:iam::123456789012:user/", "user/"),
            ("anything", "anything"), ("", ""), (":::::", ""), ("/", "/"),
        ])
    func names(_ arn: String, _ name: String) { #expect(CallerLocation.name(inARN: arn) == name) }
}
